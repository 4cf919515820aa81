import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import type { Plugin } from 'vite'

/** The mark; `room` is the part of the square that stays empty around it, for icons that a device cuts to its own shape. */
const mark = (corner: number, room: number) => {
  const scale = 1 - room
  const shift = 32 * room
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="${corner}" fill="#0f1820"/><g transform="translate(${shift} ${shift}) scale(${scale})"><circle cx="32" cy="27" r="9" fill="#f2c14e"/><path d="M8 41h48" stroke="#f4efe4" stroke-width="4" stroke-linecap="round"/><path d="M18 50h28" stroke="#f4efe4" stroke-width="4" stroke-linecap="round" opacity=".45"/></g></svg>`
}

const icons = [
  { file: 'icons/icon-192.png', size: 192, corner: 14, room: 0, purpose: 'any' },
  { file: 'icons/icon-512.png', size: 512, corner: 14, room: 0, purpose: 'any' },
  { file: 'icons/maskable-512.png', size: 512, corner: 0, room: 0.24, purpose: 'maskable' },
  // A phone of Apple's shows this one, and cuts its corners itself.
  { file: 'icons/touch-180.png', size: 180, corner: 0, room: 0.1, purpose: null },
] as const

const manifest = {
  id: '/',
  name: 'Onshore',
  short_name: 'Onshore',
  description: 'Short clips by people here. / Des clips courts, faits par les gens d’ici.',
  start_url: '/',
  scope: '/',
  display: 'standalone',
  background_color: '#0b0f13',
  theme_color: '#0b0f13',
  categories: ['social', 'video'],
  icons: [
    { src: '/favicon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
    ...icons.flatMap(({ file, size, purpose }) =>
      purpose ? [{ src: `/${file}`, sizes: `${size}x${size}`, type: 'image/png', purpose }] : [],
    ),
  ],
  shortcuts: [
    { name: 'Explore / Explorer', url: '/explore' },
    { name: 'Post / Publier', url: '/create' },
  ],
}

/** What the service worker keeps: everything the client's build has just written, but for the embed, and what is read without JavaScript. */
function shellFiles(folder: string): { url: string; revision: string | null }[] {
  const hashed = readdirSync(join(folder, 'assets')).filter(file => !/^(embed|plain)-/.test(file))
  const revision = createHash('sha256')
    .update([...hashed.sort(), mark(14, 0), JSON.stringify(manifest)].join())
    .digest('hex')
    .slice(0, 16)
  return [
    ...['/shell', '/favicon.svg', '/manifest.webmanifest'].map(url => ({ url, revision })),
    ...hashed.map(file => ({ url: `/assets/${file}`, revision: null })),
  ]
}

/** The files that stand at fixed addresses: the mark, the web manifest, its icons; and the worker's list of the shell. */
export function statics(): Plugin {
  return {
    name: 'onshore:statics',
    async generateBundle(_options, bundle) {
      const { name, config } = this.environment
      if (name === 'client') {
        this.emitFile({ type: 'asset', fileName: 'favicon.svg', source: mark(14, 0) })
        this.emitFile({ type: 'asset', fileName: 'manifest.webmanifest', source: JSON.stringify(manifest) })
        for (const { file, size, corner, room } of icons) {
          const source = await sharp(Buffer.from(mark(corner, room)), { density: 600 })
            .resize(size)
            .png()
            .toBuffer()
          this.emitFile({ type: 'asset', fileName: file, source })
        }
      }
      if (name === 'worker') {
        for (const file of Object.values(bundle)) {
          if (file.type !== 'chunk') continue
          if (!file.code.includes('SHELL_FILES')) throw new Error('the worker has no place for the list of the shell')
          file.code = file.code.replaceAll('SHELL_FILES', JSON.stringify(shellFiles(config.build.outDir)))
        }
      }
    },
  }
}
