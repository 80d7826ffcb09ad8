const { join } = require('node:path');

// Jest compiles what it loads itself. A thread that a source starts is plain Node, and is given the hook.
process.execArgv = [...process.execArgv, '--require', join(__dirname, 'typescript-hook.cjs')];
