/** What a person wrote, and that pictures came along, which stay with the provider. */
export function textWithMedia(text: string, media: number): string {
  if (!Number.isInteger(media) || media <= 0) return text;
  const note = `[${media} attached: ${media === 1 ? 'it stays' : 'they stay'} with the provider]`;
  return text === '' ? note : `${text}\n\n${note}`;
}
