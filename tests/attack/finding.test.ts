import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Database, sql } from '../../src/server/adapters/db/index.ts'
import { recordAttack } from '../harness/attacks.ts'
import { openBrowser, openPage, visit } from '../harness/browser.ts'
import { hasChromium } from '../harness/clips.ts'
import { openShore } from '../harness/shore.ts'

/** Words that a database, a query language or a reader of patterns could take for instructions. */
const instructions = [
  `'; drop table videos; --`,
  `' or '1'='1`,
  `harbour' | 'secret`,
  'secret:*',
  '!harbour',
  'harbour <-> secret',
  'harbour | secret',
  '(((((((((((((((',
  `\\'\\\\`,
  '%',
  '_',
  '%secret%',
  '.*',
  '(a+)+$',
  '[[:alpha:]]*',
  '$1',
  '{{7*7}}',
  '\u{1d4d8}\u202e',
  'NULL',
  'true',
]
const bombs = [
  'a'.repeat(4001),
  'a'.repeat(3999),
  Array.from({ length: 1990 }, () => 'a').join(' '),
  Array.from({ length: 150 }, (_, n) => `w${n}`).join('|'),
  '('.repeat(2000),
  '"'.repeat(2000),
  '!'.repeat(2000),
  '\u0301'.repeat(1500),
  '\u200b'.repeat(1500),
  '\ufdfa'.repeat(150),
  '🎉'.repeat(900),
  ' ',
  '?!…',
]

/** Clips as rows: one that anyone may find, one of each kind that nobody may. */
async function fill(db: Database): Promise<void> {
  await sql`
    insert into videos (id, account_id, state, visibility, caption, tags, language, file_name, bytes, duration_ms, width, height,
      created_at, uploaded_at, posted_at, published_at, finished_at)
    select gen_random_uuid(), (select id from accounts limit 1), 'ready', visibility, caption, '{}', 'en', '', 1, 5000, 540, 960,
      now(), now(), now(), case when visibility = 'unposted' then null else now() end, now()
    from (values ('public', 'harbour'), ('unlisted', 'secret one'), ('followers', 'secret two'), ('private', 'secret three'))
      as clips (visibility, caption)`.execute(db)
}

describe('a search', () => {
  it('takes nothing that is typed for an instruction, and finds nothing that nobody may list (A14)', async () => {
    await using shore = await openShore({ people: ['alice'], isIdle: true })
    await fill(shore.db)
    let succeeded = 0
    for (const q of instructions)
      for (const path of ['search', 'suggestions']) {
        const { status, body } = await shore.guest().ask('GET', `/public/${path}?q=${encodeURIComponent(q)}`)
        if (status >= 500 || /secret (one|two|three)/.test(JSON.stringify(body))) succeeded++
        expect([200, 404, 422], `${path} ${q} ${JSON.stringify(body)}`).toContain(status)
      }
    expect((await shore.guest().ask('GET', '/public/search?q=harbour')).body.clips.length).toBe(1)
    // The control: the same words, handed to the database as its query language, find what is another’s, or break it.
    let passed = 0
    for (const q of instructions) {
      const raw = sql<{ caption: string }>`
        select caption from videos where to_tsvector('simple', caption) @@ to_tsquery('simple', ${q})`.execute(shore.db)
      const came = await raw.then(
        ({ rows }) => rows.some(({ caption }) => caption.startsWith('secret')),
        () => true,
      )
      if (came) passed++
    }
    recordAttack({
      id: 'A14-search',
      cases: instructions.length * 2,
      controls: instructions.length,
      controlsSucceeded: passed,
      succeeded,
    })
    expect([succeeded, passed > 4]).toEqual([0, true])
  })

  it('that is a bomb is refused in words before the database hears of it (A16)', async () => {
    await using shore = await openShore({ people: ['alice'], isIdle: true })
    await fill(shore.db)
    let succeeded = 0
    for (const q of bombs)
      for (const path of ['search', 'suggestions']) {
        const { status, body } = await shore.guest().ask('GET', `/public/${path}?q=${encodeURIComponent(q)}`)
        const isRefused = status === 400 || (status === 422 && String(body.code).startsWith('search.'))
        if (!isRefused) succeeded++
        expect([path, isRefused, q.slice(0, 20), body.detail?.length > 20]).toEqual([path, true, q.slice(0, 20), true])
      }
    // The control: without the bound on words, the database reads them all.
    const many = Array.from({ length: 1990 }, (_, n) => `w${n}`)
    const { rows } = await sql<{ nodes: number }>`select numnode(words_asked(${many}::text[])) as nodes`.execute(
      shore.db,
    )
    const isHeard = rows[0]!.nodes > many.length
    recordAttack({
      id: 'A16-search',
      cases: bombs.length * 2,
      controls: 1,
      controlsSucceeded: isHeard ? 1 : 0,
      succeeded,
    })
    expect([succeeded, isHeard]).toEqual([0, true])
  })

  it('that goes on is stopped at its bound, in words, and leaves the connection as it was', async () => {
    await using shore = await openShore({ people: ['alice'], isIdle: true })
    await fill(shore.db)
    // A database in need: the function that reads words takes its time.
    await sql`
      create or replace function words_asked(terms text[]) returns tsquery language plpgsql volatile as $$
      begin perform pg_sleep(30); return 'harbour'::tsquery; end $$`.execute(shore.db)
    const { status, body } = await shore.guest().ask('GET', '/public/search?q=harbour&kind=clips')
    expect([status, body.code]).toEqual([503, 'search.slow'])
    const { rows } = await sql<{ statement_timeout: string }>`show statement_timeout`.execute(shore.db)
    expect(rows[0]!.statement_timeout).toBe('0')
  })

  it.each([
    '0',
    'bm90IGpzb24',
    Buffer.from('[null,0,"x",0,0]').toString('base64url'),
    Buffer.from('[1e400,1,"01900000-0000-7000-8000-000000000000",1,1]').toString('base64url'),
  ])('takes no cursor that it did not write: %s', async cursor => {
    await using shore = await openShore({ isIdle: true })
    for (const kind of ['clips', 'people']) {
      const { body } = await shore.guest().ask('GET', `/public/search?q=a&kind=${kind}&cursor=${cursor}`)
      expect(body.code).toBe('request.invalid')
    }
  })
})

describe.skipIf(!hasChromium)(`what is searched for and found${hasChromium ? '' : ' [chromium]'}`, () => {
  const scripts = [
    '<img src=x onerror=hit()>',
    '<script>hit()</script>',
    '"><svg onload=hit()>',
    'javascript:hit()',
    '</title><script>hit()</script>',
    '\u202e<b onmouseover=hit()>gnp.exe',
  ]

  it('runs no script on any page, in the box, the list, the title or what was searched before (A01)', async () => {
    mkdirSync(join(import.meta.dirname, '../out'), { recursive: true })
    await using shore = await openShore({ people: ['alice'], isIdle: true })
    for (const [n, script] of scripts.entries())
      await sql`
        insert into accounts (id, handle, skeleton, name, created_at)
        values (gen_random_uuid(), ${`img${n}`}, ${`img${n}`}, ${script}, now())`.execute(shore.db)
    const browser = await openBrowser()
    const { page, errors } = await openPage(browser, shore.url)
    await page.addInitScript(() =>
      Object.assign(window, { hits: 0, hit: () => (window as unknown as { hits: number }).hits++ }),
    )
    let hits = 0
    const count = async () => {
      hits += await page.evaluate(() => (window as unknown as { hits: number }).hits)
    }
    for (const script of scripts) {
      await visit(page, `/search?q=${encodeURIComponent(script)}`)
      await page.waitForSelector('main [role=status], main [role=alert], main h2')
      await count()
      // Within the program no server looks first whether there can be such a tag.
      const path = `/tag/${encodeURIComponent(script)}`
      await page.evaluate(href => {
        const link = document.body.appendChild(Object.assign(document.createElement('a'), { href }))
        link.click()
      }, path)
      await page.locator('main h1 bdi').waitFor()
      await page.getByRole('alert').waitFor()
      await count()
      await visit(page, path)
      await page.getByRole('heading', { name: 'Nothing here' }).waitFor()
      await count()
    }
    await visit(page, '/search')
    const box = page.getByRole('combobox', { name: 'Search this shore' })
    await box.fill(scripts[0]!)
    await box.press('Enter')
    await box.fill('img')
    await page.getByRole('option').first().waitFor()
    expect(await page.getByRole('option').count()).toBeGreaterThan(4)
    await count()
    await visit(page, '/search')
    await page.getByRole('heading', { name: 'Recent searches' }).waitFor()
    await count()
    // The control: the same words as markup, where neither escaping nor the content policy stands between.
    const bare = await browser.newPage()
    await bare.addInitScript(() =>
      Object.assign(window, { hits: 0, hit: () => (window as unknown as { hits: number }).hits++ }),
    )
    let passed = 0
    for (const script of scripts) {
      await bare.goto(`data:text/html,<title>x${encodeURIComponent(script)}</title><body>${encodeURIComponent(script)}`)
      await bare.waitForTimeout(200)
      if ((await bare.evaluate(() => (window as unknown as { hits: number }).hits)) > 0) passed++
    }
    await browser.close()
    recordAttack({
      id: 'A01-search',
      cases: scripts.length * 3 + 3,
      controls: scripts.length,
      controlsSucceeded: passed,
      succeeded: hits,
    })
    expect([hits, passed > 2]).toEqual([0, true])
    expect(errors).toEqual([])
  })
})
