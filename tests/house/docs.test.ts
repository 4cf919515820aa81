import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { refusals } from '../../src/core/errors.ts'
import { sourceFiles } from '../../src/server/adapters/tree/index.ts'
import { configPage } from '../../src/server/config.ts'
import { clientOf } from './client.ts'
import { describeApi } from './describe-api.ts'

const root = join(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')

const parts = [
  'first',
  'api',
  'pages',
  'account',
  'archive',
  'create',
  'notices',
  'finding',
  'operate',
  'interests',
  'leaving',
  'moderation',
  'register',
  'share',
  'institutions',
  'networks',
  'viewing',
  'plain',
] as const
const catalog = (part: (typeof parts)[number], language: 'en' | 'fr') => `src/web/words/${part}/${language}.po`

describe('the documents', () => {
  it('docs/operate/config.md is what the configuration schema says', () => {
    expect(read('docs/operate/config.md')).toBe(configPage())
  })

  it('the client’s operations are what the API document says', async () => {
    const made = await clientOf(await describeApi())
    // The same but for the layout, which is the formatter's.
    const plain = (text: string) => text.replace(/[\s,;|()]+/g, '')
    expect(plain(read('src/core/client/operations.ts'))).toBe(plain(made))
  })

  it('ARCHITECTURE.md names every room, names none that is not there, and stays a page', () => {
    const map = read('ARCHITECTURE.md')
    const named = new Set([...map.matchAll(/`((?:src|tests|bench|docs)\/[\w/.-]*?)\/?`/g)].map(([, path]) => path!))
    for (const path of named) expect(existsSync(join(root, path)), `${path} is named but not there`).toBe(true)
    const rooms = new Set(
      sourceFiles().flatMap(
        file =>
          /^(src\/(?:core|web|cli)\/[^/]+|src\/server\/adapters\/[^/]+|src\/server\/[^/]+|tests\/[^/]+)\/[^/]+/.exec(
            file,
          )?.[1] ?? [],
      ),
    )
    for (const room of rooms) expect(named.has(room), `${room} is there but not named`).toBe(true)
    expect(map.split('\n').length).toBeLessThan(150)
  })

  it('every refusal has both languages, the same facts in both, and French spacing', () => {
    for (const [code, { en, fr }] of Object.entries(refusals)) {
      // What has words in both languages is `en` in one sentence and `fr` in the other.
      const facts = (text: string, own: string) =>
        [...text.matchAll(/\{(\w+)\}/g)].map(([, fact]) => (fact === own ? 'words' : fact)).sort()
      expect(facts(fr, 'fr'), code).toEqual(facts(en, 'en'))
      expect(fr, code).not.toMatch(/[^\u00a0\u202f\s][;!?»]| [:;!?»]|«[^\u00a0\u202f]/)
    }
  })

  it('both catalogs have every sentence the pages say, and no other', () => {
    const keys = (file: string) => [...read(file).matchAll(/^msgid "(.+)"$/gm)].map(([, key]) => key!)
    for (const part of parts) expect(keys(catalog(part, 'fr')), part).toEqual(keys(catalog(part, 'en')))
    const en = parts.flatMap(part => keys(catalog(part, 'en')))
    const source = sourceFiles()
      .filter(file => file.startsWith('src/web/') && /\.tsx?$/.test(file))
      .map(read)
      .join('\n')
    // Every literal that is shaped like a key inside a call of `say`, whatever decides between them.
    const said = [...source.matchAll(/\bsay\(([^`]*?)\)/g)].flatMap(([, inside]) =>
      [...inside!.matchAll(/'([a-z]\w*(?:\.[\w-]+)+)'/gi)].map(([, key]) => key!),
    )
    const literals = new Set([...source.matchAll(/'([a-z]\w*(?:\.[\w-]+)+)'/gi)].map(([, key]) => key!))
    // A key made at run time: its fixed parts, with anything that a key may hold between them.
    const made = [...source.matchAll(/say\(`([^`]+)`/g)].map(([, pattern]) => {
      const fixed = pattern!.split(/\$\{[^}]*\}/).map(part => part.replaceAll('.', '\\.'))
      return new RegExp(`^${fixed.join('[\\w.-]*')}$`)
    })
    expect(said.length).toBeGreaterThan(150)
    for (const key of said) expect(en, `said but in no catalog`).toContain(key)
    for (const key of en)
      expect(
        literals.has(key) || made.some(pattern => pattern.test(key)),
        `${key} is in the catalogs but never said`,
      ).toBe(true)
  })

  it('what the feed says stands in its own catalog: it is never shown before its words are there', () => {
    const first = new Set([...read(catalog('first', 'en')).matchAll(/^msgid "(.+)"$/gm)].map(([, key]) => key!))
    const eager = sourceFiles().filter(
      file =>
        /^src\/web\/(feed|shell|player)\/.*\.tsx?$/.test(file) &&
        !/\/(ClipGrid|ClipMenu|ClipMutes|Comments?|talk|Transcript|Help|Figures|ShareSheet|ExplorePage|AboutPage|ApiPage|NotFoundPage|EmbedPage|heading|title|Night|Rest|Stop)\.tsx?$/.test(
          file,
        ),
    )
    for (const file of eager)
      for (const [, inside] of read(file).matchAll(/\bsay\(([^`]*?)\)/g))
        for (const [, key] of inside!.matchAll(/'([a-z]\w*(?:\.[\w-]+)+)'/gi))
          expect(first.has(key!) || key === 'posts.untitled', `${file} says ${key}`).toBe(true)
  })

  it('French sentences keep French spacing and curly apostrophes', () => {
    for (const [, text] of parts
      .map(part => read(catalog(part, 'fr')))
      .join('\n')
      .matchAll(/^msgstr "(.+)"$/gm)) {
      expect(text).not.toMatch(/'/)
      expect(text!.replace(/\{n, plural,.*\}/g, '')).not.toMatch(/[\p{L}\d][;!?»]| [:;!?»]|«[^\u00a0]/u)
    }
  })

  it('files and functions stay within their ceilings', () => {
    // The client’s operations are made from the API document: as long as it is.
    const long = sourceFiles()
      .filter(file => /^src\/.*\.tsx?$/.test(file) && file !== 'src/core/client/operations.ts')
      .map(file => ({ file, lines: read(file).split('\n').length }))
      .filter(({ lines }) => lines > 400)
    expect(long).toEqual([])
  })
})
