import { RenderTag, type Template, TypeGuards } from 'liquidjs';

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
