/** The running tree on disk: its own source as an archive (AGPL section 13), and the pages that Vite built from it. */
import { createHash } from 'node:crypto'
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { extname, join, relative } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { brotliCompressSync, createGzip } from 'node:zlib'
import { pack } from 'tar-stream'

export const root = join(import.meta.dirname, '../../../..')

export const version: string = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string })
  .version

/** Where this tree's programs lie compiled, beside its packages; null where that cannot be written. */
export function compiledFolder(): string | null {
  const folder = join(root, 'node_modules/.cache/onshore')
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
    return folder
  } catch {
    return null
  }
}

// The source is what is named here, with or without git; whatever else lies in the folder is somebody's own.
const sourceFolders = ['.ci', 'bench', 'deploy', 'docs', 'src', 'tests']
const rootFiles =
  /^([A-Z]+(\.md)?|package(-lock)?\.json|tsconfig\.json|biome\.json|vite\.config\.ts|\.dependency-cruiser\.mjs|\.gitignore|\.npmrc)$/
const sourceKinds =
  /(^run$|^Caddyfile$|^Containerfile$|\.(conf|service)$|\.(ts|tsx|js|mjs|json|css|po|md|svg|png|webp|sh|yml))$/

/** Every file of the source with `/` between folders, in order. */
export function sourceFiles(): string[] {
  const below = (folder: string): string[] =>
    readdirSync(join(root, folder), { withFileTypes: true })
      .filter(({ name }) => name !== 'out' && (!name.startsWith('.') || folder === ''))
      .flatMap(entry => {
        const path = join(folder, entry.name)
        if (entry.isDirectory()) return below(path)
        return entry.isFile() && sourceKinds.test(entry.name) ? [path] : []
      })
  const top = readdirSync(root).filter(name => rootFiles.test(name))
  return [...top, ...sourceFolders.filter(name => existsSync(join(root, name))).flatMap(below)].sort()
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
  /** The same page as it reads without JavaScript; empty where a page is nothing without it. */
  plain: string
  title: string
  description: string
}
export type RenderPage = (request: {
  url: string
  language: 'en' | 'fr'
  state: unknown
  /** What a reader without JavaScript is shown besides. */
  plain?: unknown
  /** The language that the address asked for: links without JavaScript go on in it. */
  asked?: 'en' | 'fr' | null
}) => Rendered

export interface BuiltPages {
  assets: ReadonlyMap<string, Asset>
  /** Addresses of what a page needs: the program, the further parts of it, the styles in their order, the headings' face, and the styles without JavaScript. */
  headOf(
    entry: string,
    language: 'en' | 'fr',
  ): { main: string; parts: string[]; styles: string[]; font: string; plain: string }
  /** The embed's program and styles, to stand in its document. */
  embed: { script: string; style: string }
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

const client = join(root, 'dist/client')

const mediaTypeOf = (file: string): string => mediaTypes[extname(file)] ?? 'application/octet-stream'
const isText = (file: string): boolean => /text|json|svg/.test(mediaTypeOf(file))

/** Compresses what Vite built, beside it: it takes longer than all else in the start of an api. */
export function compressPages(): void {
  for (const file of filesBelow(client).filter(isText))
    writeFileSync(join(client, `${file}.br`), brotliCompressSync(readFileSync(join(client, file))))
}

/** Loads what Vite built and `compressPages` compressed; null where nothing is built. */
export async function builtPages(): Promise<BuiltPages | null> {
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
      .filter(file => file !== 'manifest.json' && !file.endsWith('.br'))
      .map(file => [`/${file}`, assetOf(join(client, file))]),
  )
  const { render } = (await import(`${pathToFileURL(renderer).href}?${statSync(renderer).mtimeMs}`)) as {
    render: RenderPage
  }
  const embed = manifest['embed.ts']!
  const textOf = (file: string | undefined) => (file ? assets.get(`/${file}`)!.body.toString().trim() : '')
  return {
    assets,
    render,
    embed: { script: textOf(embed.file), style: textOf(embed.css?.[0]) },
    headOf(entry, language) {
      const files = new Set<string>()
      const styles = new Set<string>()
      const walk = (key: string) => {
        const chunk = manifest[key]
        if (!chunk || files.has(chunk.file)) return
        files.add(chunk.file)
        // What a chunk stands on comes first: the file that names the order of the layers must be the first of all.
        for (const next of chunk.imports ?? []) walk(next)
        for (const style of chunk.css ?? []) styles.add(`/${style}`)
      }
      const start = entry.endsWith('embed.ts') ? 'embed.ts' : 'main.tsx'
      walk(start)
      const main = manifest[start]!.file
      if (start === 'main.tsx') {
        walk(entry)
        walk(`words/first/${language}.po`)
        if (!entry.startsWith('feed/FeedPage')) walk(`words/pages/${language}.po`)
        if (entry.startsWith('create/')) walk(`words/create/${language}.po`)
        if (entry.startsWith('accounts/')) walk(`words/account/${language}.po`)
        if (entry.startsWith('moderation/')) walk(`words/moderation/${language}.po`)
        if (/(People|Viewing)Page/.test(entry)) walk(`words/viewing/${language}.po`)
      }
      return {
        main: `/${main}`,
        parts: [...files].filter(file => file !== main).map(file => `/${file}`),
        styles: [...styles],
        font: `/${manifest['ui/font.css']!.file}`,
        plain: `/${manifest['plain/plain.module.css']!.css![0]}`,
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
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`
  return { mediaType: mediaTypeOf(path), body, brotli: isText(path) ? readFileSync(`${path}.br`) : null, etag }
}
