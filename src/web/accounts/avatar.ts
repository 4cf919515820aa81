import { accountLimits } from '../../core/accounts/limits.ts'

/**
 * A picture file as the shore takes it: the middle of it, 256 by 256 pixels, base64 of raw RGB. The browser opens the file; neither the
 * file nor anything it says about the place, the time or the device leaves this page. Rejects where the browser cannot read it.
 */
export async function pixelsOf(file: Blob): Promise<string> {
  const { avatarPixels: size } = accountLimits
  const picture = await createImageBitmap(file)
  const side = Math.min(picture.width, picture.height)
  const canvas = Object.assign(document.createElement('canvas'), { width: size, height: size })
  const context = canvas.getContext('2d')
  if (!context || side === 0) throw new Error('no picture')
  context.imageSmoothingQuality = 'high'
  // What is transparent shows paper, not black.
  context.fillStyle = 'white'
  context.fillRect(0, 0, size, size)
  context.drawImage(picture, (picture.width - side) / 2, (picture.height - side) / 2, side, side, 0, 0, size, size)
  picture.close()
  const { data } = context.getImageData(0, 0, size, size)
  const rgb = new Uint8Array(size * size * 3)
  for (let at = 0; at < size * size; at++) rgb.set(data.subarray(at * 4, at * 4 + 3), at * 3)
  // In parts: a call takes only so many arguments.
  let binary = ''
  for (let at = 0; at < rgb.length; at += 8192) binary += String.fromCharCode(...rgb.subarray(at, at + 8192))
  return btoa(binary)
}
