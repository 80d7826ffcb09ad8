import ts from 'typescript';

// How a type is called in the document, and what is said of it there.

/** An alias or a class by its own name; what `claimView` makes is a `ClaimView`; everything else stands where it is. */
export const nameOf = (type: ts.Type): string | null => {
  if (type.aliasSymbol) return type.aliasTypeArguments ? null : type.aliasSymbol.name;
  const declaration = type.getSymbol()?.declarations?.[0];
  if (declaration === undefined) return null;
  if (ts.isClassDeclaration(declaration) || ts.isInterfaceDeclaration(declaration))
    return type.symbol.name;
  return ts.isObjectLiteralExpression(declaration) ? nameOfView(declaration) : null;
};

const nameOfView = (literal: ts.Node): string | null => {
  const { parent } = literal;
  if (isWrapping(parent)) return nameOfView(parent);
  const made = ts.isReturnStatement(parent) ? parent.parent.parent : parent;
  if (!ts.isArrowFunction(made) || !ts.isVariableDeclaration(made.parent)) return null;
  const name = made.parent.name.getText();
  return name.endsWith('View') ? name.charAt(0).toUpperCase() + name.slice(1) : null;
};

const isWrapping = (node: ts.Node): boolean =>
  ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isConditionalExpression(node);

/** What its words stand at: its alias, or the function that makes it. */
export const docOf = (type: ts.Type): ts.Symbol | undefined => {
  const literal = type.getSymbol()?.declarations?.[0];
  const maker = literal && ts.findAncestor(literal, ts.isVariableDeclaration);
  return type.aliasSymbol ?? (maker as { symbol?: ts.Symbol } | undefined)?.symbol ?? type.symbol;
};

export const wordsOf = (checker: ts.TypeChecker, symbol: ts.Symbol | undefined) => {
  const parts = symbol?.getDocumentationComment(checker) ?? [];
  const description = ts.displayPartsToString(parts).trim();
  return description === '' ? {} : { description };
};
