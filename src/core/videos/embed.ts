/** How a clip stands inside somebody else's page: the code that an author of that page pastes, and the room it takes. */

interface Size {
  width: number
  height: number
}

/** The longer side of a frame that nobody asked to be smaller, in CSS pixels. */
const standardSide = 640
/** A clip that is not measured yet is taken for a vertical one. */
const usual: Size = { width: 9, height: 16 }

/** The room a clip takes in its own shape, within what the page around it allows. */
export function embedSize(clip: Size, most: { width?: number | undefined; height?: number | undefined } = {}): Size {
  const { width, height } = clip.width > 0 && clip.height > 0 ? clip : usual
  const scale = Math.min(
    standardSide / Math.max(width, height),
    (most.width ?? Number.POSITIVE_INFINITY) / width,
    (most.height ?? Number.POSITIVE_INFINITY) / height,
  )
  const fitted = (side: number) => Math.max(1, Math.floor(side * scale + 1e-6))
  return { width: fitted(width), height: fitted(height) }
}

const references: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
/** Text as it stands in HTML, in an attribute as well. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, character => references[character]!)

/**
 * HTML without a script. The frame has no origin of its own (`sandbox` without `allow-same-origin`): it could keep nothing and
 * read nothing of the page around it, whatever ran in it. Where a page's policy forbids the style, width and height still hold.
 */
export function embedCode({ address, title, size }: { address: string; title: string; size: Size }): string {
  const { width, height } = size
  return [
    `<iframe src="${escapeHtml(address)}" title="${escapeHtml(title)}" width="${width}" height="${height}"`,
    `style="width:100%;max-width:${width}px;height:auto;aspect-ratio:${width}/${height};border:0"`,
    'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"',
    'allow="fullscreen; picture-in-picture" loading="lazy" referrerpolicy="no-referrer"></iframe>',
  ].join(' ')
}
