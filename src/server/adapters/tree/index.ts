/** The running tree on disk: its own source as an archive (AGPL section 13), and the pages that Vite built from it. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { extname, join, relative } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { brotliCompressSync, constants, createGzip } from 'node:zlib'
import { pack } from 'tar-stream'

export const root = join(import.meta.dirname, '../../../..')

export const version: string = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string })
  .version

// What is made from the source, or belongs to this machine. The rest is the source, with or without git.
const notSource = new Set(['node_modules', 'dist', '.git', '.onshore', 'out', 'coverage'])
const isSecret = (name: string): boolean =>
  name.startsWith('.env') || name.endsWith('.pem') || name.endsWith('.log') || name === 'run.json' || name === 'lock'

/** Every file of the source with `/` between folders, in order. A folder that is a shore's data is left out wherever it is. */
export function sourceFiles(folder = root): string[] {
  const entries = readdirSync(folder, { withFileTypes: true })
  if (entries.some(({ name }) => name === 'slate-key.pem')) return []
  return entries
    .filter(({ name }) => !notSource.has(name) && !isSecret(name))
    .flatMap(entry => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? sourceFiles(path) : entry.isFile() ? [relative(root, path)] : []
    })
    .sort()
}

/** The source as a gzipped tar; the same tree gives the same bytes. */
export async function sourceArchive(): Promise<Buffer> {
  const archive = pack()
  for (const file of sourceFiles()) {
    const path = join(root, file)
    const isProgram = (statSync(path).mode & 0o100) !== 0
    archive.entry(
      { name: `onshore-${version}/${file}`, mode: isProgram ? 0o755 : 0o644, mtime: new Date(0) },
      readFileSync(path),
    )
  }
  archive.finalize()
  return buffer(archive.pipe(createGzip({ level: 9 })))
}

/** Bytes of a file that an installed package brings. */
export function packageFile(specifier: string): ArrayBuffer {
  const bytes = readFileSync(createRequire(import.meta.url).resolve(specifier))
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
}

export interface Asset {
  mediaType: string
  body: Buffer
  brotli: Buffer | null
  etag: string
}

/** What the server's own render of a page gives. Hand-written: the server may not import the web's types. */
export interface Rendered {
  /** Markup of the page's root element. */
  html: string
  title: string
  description: string
}
export type RenderPage = (request: { url: string; language: 'en' | 'fr'; state: unknown }) => Rendered

export interface BuiltPages {
  assets: ReadonlyMap<string, Asset>
  /** Addresses of scripts and styles that a page needs, in the order of need. */
  headOf(entry: string, language: 'en' | 'fr'): { scripts: string[]; preloads: string[]; styles: string[] }
  render: RenderPage
}

const mediaTypes: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
  '.json': 'application/json',
  '.png': 'image/png',
}

interface ManifestEntry {
  file: string
  imports?: string[]
  css?: string[]
}

/** Loads what Vite built, into memory and compressed once; null where nothing is built. */
export async function builtPages(): Promise<BuiltPages | null> {
  const client = join(root, 'dist/client')
  const renderer = join(root, 'dist/render/render.js')
  let manifest: Record<string, ManifestEntry>
  try {
    manifest = JSON.parse(readFileSync(join(client, 'manifest.json'), 'utf8'))
    statSync(renderer)
  } catch {
    return null
  }
  const assets = new Map(
    filesBelow(client)
      .filter(file => file !== 'manifest.json')
      .map(file => [`/${file}`, assetOf(join(client, file))]),
  )
  const { render } = (await import(`${pathToFileURL(renderer).href}?${statSync(renderer).mtimeMs}`)) as {
    render: RenderPage
  }
  return {
    assets,
    render,
    headOf(entry, language) {
      const files = new Set<string>()
      const styles = new Set<string>()
      const walk = (key: string) => {
        const chunk = manifest[key]
        if (!chunk || files.has(chunk.file)) return
        files.add(chunk.file)
        for (const style of chunk.css ?? []) styles.add(`/${style}`)
        for (const next of chunk.imports ?? []) walk(next)
      }
      const start = entry.endsWith('embed.ts') ? 'embed.ts' : 'main.tsx'
      walk(start)
      const main = manifest[start]!.file
      if (start === 'main.tsx') {
        walk(entry)
        walk(`words/${language}.po`)
      }
      return {
        scripts: [`/${main}`],
        preloads: [...files].filter(file => file !== main).map(file => `/${file}`),
        styles: [...styles],
      }
    },
  }
}

function filesBelow(folder: string, below = folder): string[] {
  return readdirSync(below, { withFileTypes: true }).flatMap(entry => {
    const path = join(below, entry.name)
    return entry.isDirectory() ? filesBelow(folder, path) : [relative(folder, path)]
  })
}

function assetOf(path: string): Asset {
  const body = readFileSync(path)
  const mediaType = mediaTypes[extname(path)] ?? 'application/octet-stream'
  const isText = /text|json|svg/.test(mediaType)
  const brotli = isText ? brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }) : null
  return { mediaType, body, brotli, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"` }
}
