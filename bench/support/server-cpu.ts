import { readdirSync, readFileSync } from 'node:fs';
import type { Client } from 'pg';

/** Seconds of CPU that the database server has used so far, all of its processes together. On Linux only. */
export type ServerCpu = () => number;

const TICKS_A_SECOND = 100;

/** Of the server at the other end of a connection on this machine: its parent is the one that has all processes. */
export const serverCpuOf = async (client: Client): Promise<ServerCpu> => {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const parent = statOf(rows[0]?.pid ?? 0)?.parent;
  return () => {
    const all = readdirSync('/proc').flatMap((name) => {
      const stat = /^\d+$/.test(name) ? statOf(Number(name)) : null;
      if (stat === null || parent === undefined) return [];
      if (Number(name) === parent) return stat.own + stat.ended;
      return stat.parent === parent ? stat.own : [];
    });
    return all.reduce((sum, ticks) => sum + ticks, 0) / TICKS_A_SECOND;
  };
};

/** Ticks of a process and of its children that have ended; null where it has ended itself. */
const statOf = (pid: number) => {
  try {
    const text = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15);
    return { parent: fields[1], own: user + system, ended: endedUser + endedSystem };
  } catch {
    return null;
  }
};
