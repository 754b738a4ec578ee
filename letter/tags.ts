type Element = PDFKit.PDFStructureElement;

interface Scoped {
  scope?: 'Column' | 'Row';
}

/** An element of the document's structure under another one; what it draws is written when this is called. */
export function tagged(
  doc: PDFKit.PDFDocument,
  parent: Element,
  type: string,
  draw: () => void,
  options: Scoped = {},
): void {
  const element = doc.struct(type, options as object, [draw]);
  parent.add(element);
}

/** An element that holds others. */
export function grouped(
  doc: PDFKit.PDFDocument,
  parent: Element,
  type: string,
  fill: (element: Element) => void,
): void {
  const element = doc.struct(type);
  parent.add(element);
  fill(element);
  element.end();
}
