import { RenderTag, type Template, type Token, TypeGuards } from 'liquidjs';

/** The name of the part that this node renders; undefined for every other node, and for a name that is computed. */
export function partialOf(node: Template): string | undefined {
  return node instanceof RenderTag ? node.partialScope()?.name : undefined;
}

/** Whether this node is words that are written whatever the values are. */
export function isPlainText(node: Template): boolean {
  return TypeGuards.isHTMLToken(node.token) && /\p{L}/u.test(node.token.getContent());
}

/** A template's nodes with all that stand inside conditions; rendered parts are not entered. */
export function allNodes(template: Template[]): Template[] {
  return template.flatMap((node) => {
    const children = node.children?.(false, true).next().value;
    return [node, ...(Array.isArray(children) ? allNodes(children as Template[]) : [])];
  });
}

/** Line and column of a token, from 1. */
export function positionOf(token: Token): [number, number] {
  // The parser's tokens all have it; the type of an error's token does not say so.
  const [line, column] = (token as Token & { getPosition(): number[] }).getPosition();
  return [line ?? 1, column ?? 1];
}
