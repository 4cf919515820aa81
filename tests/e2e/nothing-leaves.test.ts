import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { framesShown, openBrowser, openPage, signInAs, visit } from '../harness/browser.ts'
import { clip, hasChromium, hasFfmpeg } from '../harness/clips.ts'
import type { Person } from '../harness/person.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

const missing = [...(hasChromium ? [] : ['chromium']), ...(hasFfmpeg ? [] : ['ffmpeg'])].join(', ')
/** `npm run soak` has fifty viewers of twenty clips, a thousand views in all. */
const viewers = Number(process.env['ONSHORE_VIEWERS'] ?? 2)
const views = Number(process.env['ONSHORE_VIEWS'] ?? 10)

interface Pair {
  account: string
  handle: string
  clip: string
}

/** Pairs of a viewer and a clip they watched that stand together in a row of any table. */
async function pairsInDatabase({ db }: TestShore, pairs: readonly Pair[]): Promise<number> {
  const tables = await sql<{ name: string }>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`.execute(db)
  const found = new Set<string>()
  for (const { name } of tables.rows) {
    const { rows } = await sql<{ row: string }>`select to_jsonb(one)::text as row from ${sql.raw(name)} one`.execute(db)
    for (const { row } of rows)
      for (const { account, handle, clip } of pairs)
        if (row.includes(clip) && (row.includes(account) || row.includes(`"${handle}"`)))
          found.add(`${account} ${clip}`)
  }
  return found.size
}

/** Pairs that stand together in a file of the shore's folder, logs included. The database's own files are read as its rows. */
function pairsOnDisk(folder: string, pairs: readonly Pair[]): number {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(name => join(folder, name))
    .filter(file => statSync(file).isFile())
  const found = new Set<string>()
  for (const file of files) {
    const text = readFileSync(file, 'latin1')
    for (const { account, handle, clip } of pairs)
      if (text.includes(clip) && (text.includes(account) || text.includes(handle))) found.add(`${account} ${clip}`)
  }
  return found.size
}

describe.skipIf(missing !== '')(`what is watched${missing && ` [${missing}]`}`, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  it(`stays on ${viewers} devices: of ${viewers * views} views no pair of account and clip is sent, stored or logged; where views are reported the usual way, every one is`, {
    // Against hanging: everybody watches twice, and a machine may be slow.
    timeout: 180_000 + viewers * views * 10_000,
  }, async () => {
    const handles = Array.from({ length: viewers }, (_, n) => `viewer${n}x`)
    await using shore = await openShore({ people: ['author', ...handles], slates: 0 })
    const author = shore.people['author']!
    await shore.db
      .updateTable('accounts')
      .set({ created_at: new Date(Date.now() - 3 * 86_400_000) })
      .execute()
    for (let n = 0; n < views + 4; n++)
      await author.post(clip('silent.mp4'), {
        visibility: 'public',
        caption: `Number ${n} #${n % 2 ? 'bread' : 'sea'}`,
      })
    await expect
      .poll(async () => (await shore.guest().ask('GET', '/public/slates')).status, { timeout: 60_000 })
      .toBe(200)
    await sql`create table control_views (account_id uuid, video_id uuid)`.execute(shore.db)
    const ids = new Map(
      (await shore.db.selectFrom('accounts').select(['id', 'handle']).execute()).map(({ id, handle }) => [handle, id]),
    )

    /** One viewer's visit: each clip is watched for a moment and left. `reports` is the control. */
    const watch = async (person: Person, reports: boolean) => {
      const account = ids.get(person.handle)!
      const pairs: Pair[] = []
      const { page, context, requests } = await openPage(browser, shore.url, { serviceWorkers: 'allow' })
      const named: string[] = []
      page.on(
        'request',
        request =>
          void request.allHeaders().then(
            headers => {
              const isKnown = Boolean(headers['cookie'] || headers['authorization'])
              if (isKnown) named.push(`${request.method()} ${request.url()} ${request.postData() ?? ''}`)
            },
            () => undefined,
          ),
      )
      await signInAs(context, shore.url, person)
      if (reports)
        await context.route('**/api/control/view', async route => {
          const { id } = JSON.parse(route.request().postData()!) as { id: string }
          await sql`insert into control_views values (${account}, ${id})`.execute(shore.db)
          await route.fulfill({ status: 204 })
        })
      await visit(page, '/')
      await framesShown(page, 1)
      await page.evaluate(() => localStorage.setItem('onshore.stop-every', 'null'))
      for (let n = 0; n < views; n++) {
        const id = await page.evaluate(
          () => document.querySelector('[class*=_current_]')?.getAttribute('data-clip') ?? '',
        )
        expect(id).toMatch(/^[0-9a-f-]{36}$/)
        pairs.push({ account, handle: person.handle, clip: id })
        await page.waitForTimeout(n % 3 === 0 ? 400 : 120)
        if (reports)
          await page.evaluate(
            id => fetch('/api/control/view', { method: 'POST', body: JSON.stringify({ id }) }).then(() => undefined),
            id,
          )
        await page.keyboard.press('ArrowDown')
        await page.waitForFunction(
          before => document.querySelector('[class*=_current_]')?.getAttribute('data-clip') !== before,
          id,
        )
      }
      // What was learned has been learned, and what was to be sent is sent.
      await page.waitForTimeout(500)
      await context.close()
      const sent = pairs.filter(({ clip }) => named.some(line => line.includes(clip))).length
      expect(requests.filter(({ method, path }) => method !== 'GET' && path !== '/api/control/view')).toEqual([])
      return { pairs, sent }
    }

    const all: Pair[] = []
    let sent = 0
    for (const handle of handles) {
      const visitOf = await watch(shore.people[handle]!, false)
      all.push(...visitOf.pairs)
      sent += visitOf.sent
    }
    expect(all).toHaveLength(viewers * views)
    expect(sent).toBe(0)
    expect(await pairsInDatabase(shore, all)).toBe(0)
    expect(pairsOnDisk(shore.folder, all)).toBe(0)

    // The control: the same pages, with a report of each view.
    const control: Pair[] = []
    let reported = 0
    for (const handle of handles) {
      const visitOf = await watch(shore.people[handle]!, true)
      control.push(...visitOf.pairs)
      reported += visitOf.sent
    }
    expect(reported).toBe(control.length)
    expect(await pairsInDatabase(shore, control)).toBe(new Set(control.map(({ account, clip }) => account + clip)).size)
  })
})
