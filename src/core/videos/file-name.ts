const mostCharacters = 60

/**
 * The name a saved clip gets: its author and the first words of its caption, letters and digits of any script and nothing that
 * a header, a shell or a folder could read as more than a name.
 */
export function fileNameOf({ handle, caption }: { handle: string; caption: string }): string {
  const words = `${handle} ${caption.split('\n')[0] ?? ''}`
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
  const cut = [...words].slice(0, mostCharacters).join('').replace(/-+$/, '')
  return `${cut || 'clip'}.mp4`
}

/** `Content-Disposition` for a file to be kept (RFC 6266): the name in ASCII, and whole for who reads RFC 8187. */
export function attachment(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_')
  const whole = encodeURIComponent(name).replace(
    /['()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${ascii}"; filename*=UTF-8''${whole}`
}
