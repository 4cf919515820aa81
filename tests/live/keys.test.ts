import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Decrypter } from 'age-encryption'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { runningIn } from '../../src/server/adapters/folder/index.ts'
import { recordAttack } from '../harness/attacks.ts'
import { clip, hasFfmpeg } from '../harness/clips.ts'
import { Person, passphrase } from '../harness/person.ts'
import { serve } from '../harness/serve.ts'

const root = join(import.meta.dirname, '../..')

function onshore(args: string[], input = '') {
  return spawnSync(process.execPath, [join(root, 'src/cli/onshore.js'), ...args], {
    encoding: 'utf8',
    input,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], LANG: 'C.UTF-8' },
    timeout: 120_000,
  })
}

/** Files below a folder that hold a word, in clear. */
function filesWith(folder: string, word: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => {
    const path = join(folder, name)
    return existsSync(path) && statSync(path).isFile() && readFileSync(path, 'latin1').includes(word)
  })
}

async function onDatabase(data: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: runningIn(data).databaseUrl })
  await client.connect()
  await client.query(statement)
  await client.end()
}

const collectionsOf = async (person: Person) =>
  (await person.ask('GET', '/api/saves')).body.collections?.map(({ name }: { name: string | null }) => name)

describe.skipIf(!hasFfmpeg)(`the key process${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  it('keeps private words out of the disk and of backups, outlives kills, and ends an erased account in every copy', {
    timeout: 900_000,
  }, async () => {
    const there = mkdtempSync(join(tmpdir(), 'onshore-keys-test-'))
    const [secret, recipient] = onshore(['backup', 'key']).stdout.trim().split('\n').slice(-2) as [string, string]
    const identity = join(there, 'identity.txt')
    writeFileSync(identity, `${secret}\n`)
    const [backup, saved] = [join(there, 'shore.age'), join(there, 'saved.keys')]
    await using shore = await serve()
    const { data } = shore
    const operate = (...args: string[]) => onshore(['operate', ...args, '--data', data])
    const alice = await Person.join(shore.url, 'alice')
    const bob = await Person.join(shore.url, 'bobcanary')
    for (const [person, word] of [
      [alice, 'alice'],
      [bob, 'bob'],
    ] as const) {
      await person.ask('PATCH', '/api/account', { bio: `public-canary-${word}` })
      await person.post(clip('silent.mp4'), { visibility: 'public', caption: `caption-canary-${word}` })
      await person.begin(1000, `file-canary-${word}.mp4`)
      await person.ask('POST', '/api/collections', { name: `private-canary-${word}` })
      await person.ask('PUT', '/api/muted', { kind: 'word', what: `private-canary-${word}`, isMuted: true })
      await person.ask('PUT', '/api/blocked-words', { words: [`private-canary-${word}`] })
    }

    // Killed in the middle of reading and writing: what was acknowledged is there, and the rest was refused in words.
    const acknowledged = ['private-canary-alice']
    for (let kill = 0; kill < 5; kill++) {
      const names = Array.from({ length: 6 }, (_, n) => `private-canary-${kill}-${n}`)
      const writing = names.map(async name => {
        const { status, body } = await alice.ask('POST', '/api/collections', { name })
        if (status === 201) acknowledged.push(name)
        else expect(body.code).toBe('keys.away')
      })
      const keeper = shore.role('keys')
      if (keeper !== null) process.kill(keeper, 'SIGKILL')
      await Promise.all(writing)
    }
    expect((await collectionsOf(alice)).sort()).toEqual(acknowledged.sort())
    expect(acknowledged.length).toBeGreaterThan(5)

    // The whole disk but the keys: the database's files, its log, objects, uploads, logs. And a backup, opened with its key.
    await onDatabase(data, 'checkpoint')
    const made = onshore(['backup', backup, '--recipient', recipient, '--data', data])
    expect([made.status, made.stderr]).toEqual([0, ''])
    const opened = new Decrypter()
    opened.addIdentity(secret)
    writeFileSync(join(there, 'opened.tar'), await opened.decrypt(readFileSync(backup)))
    expect(filesWith(data, 'private-canary')).toEqual([])
    expect(filesWith(data, 'file-canary')).toEqual([])
    const disk = filesWith(data, 'public-canary-bob')
    expect(disk.some(name => name.startsWith('postgres/pgdata/base') || /^postgres\/.*base\//.test(name))).toBe(true)
    expect(disk.some(name => name.includes('pg_wal'))).toBe(true)
    const tar = readFileSync(join(there, 'opened.tar'), 'latin1')
    expect(tar).toContain('public-canary-bob')
    expect(tar).not.toContain('private-canary')
    expect(tar).not.toContain('onshore-shore-key')
    // R11: words in clear are found wherever the database writes; sealed ones nowhere.
    recordAttack({ id: 'R11-sealed', cases: 2, controls: 2, controlsSucceeded: 2, succeeded: 0 })

    // Shares, a new key, shares of it, and the keys of accounts in a file.
    expect(operate('key', 'status').stdout).toContain('No shares')
    const former = operate('key', 'shares', '3', '--need', '2').stdout.trim().split('\n').slice(-3)
    expect(operate('key', 'rotate').status).toBe(0)
    expect(operate('key', 'status').stdout).toContain('of an earlier key')
    const shares = operate('key', 'shares', '3', '--need', '2').stdout.trim().split('\n').slice(-3)
    expect(await collectionsOf(alice)).toHaveLength(acknowledged.length)
    const log = operate('log').stdout
    for (const act of ['key.rotate', 'key.shares']) expect(log).toContain(act)
    for (const share of [...former, ...shares]) expect(log).not.toContain(share)

    // Bob leaves, his time comes, and the clean-up erases him.
    await bob.ask('POST', '/api/session/proof', { passphrase })
    expect((await bob.ask('PUT', '/api/account/leaving')).status).toBe(200)
    await onDatabase(data, "update departures set leaves_at = now() - interval '1 minute'")
    process.kill(shore.role('worker')!, 'SIGKILL')
    await expect
      .poll(async () => JSON.parse(operate('key', 'status', '--json').stdout).destroyed, {
        timeout: 60_000,
        interval: 1000,
      })
      .toBe(1)
    await expect
      .poll(() => operate('account', 'list', 'bobcanary').stdout, { timeout: 20_000 })
      .not.toContain('bobcanary')
    const kept = operate('key', 'save', saved)
    expect([kept.status, kept.stderr]).toEqual([0, ''])
    // The control: bytes of what was deleted are still in the database's files, until its tables are rewritten.
    // A word of the search goes with its next count, as the receipt says.
    const words = ['public-canary-bob', 'caption-canary-bob']
    await onDatabase(data, 'checkpoint')
    for (const word of words) expect(filesWith(join(data, 'postgres'), word), word).not.toEqual([])
    await expect
      .poll(
        () => {
          const rewritten = operate('storage', 'rewrite')
          expect([rewritten.status, rewritten.stderr]).toEqual([0, ''])
          return words.flatMap(word => filesWith(data, word).map(name => `${word} in ${name}`))
        },
        { timeout: 60_000, interval: 3000 },
      )
      .toEqual([])
    expect(filesWith(join(data, 'postgres'), 'public-canary-alice')).not.toEqual([])

    // Another machine, the backup from before, and the newest keys: bob is erased again, alice reads what is hers.
    const again = mkdtempSync(join(tmpdir(), 'onshore-restored-'))
    const wrong = join(there, 'wrong.keys')
    writeFileSync(wrong, readFileSync(saved, 'utf8').replace('"at":"2', '"at":"1'))
    expect(onshore(['restore', backup, '--identity', identity, '--data', again, '--keys', wrong]).stderr).toContain(
      'file of keys',
    )
    const back = onshore(['restore', backup, '--identity', identity, '--data', again, '--keys', saved])
    expect([back.status, back.stderr]).toEqual([0, ''])
    expect(back.stdout).toContain('1 accounts were erased after this backup')
    await using second = await serve({ data: again })
    const here = new Person(second.url)
    expect((await here.ask('POST', '/api/session', { handle: 'alice', passphrase })).status).toBe(201)
    expect((await here.ask('GET', '/api/saves')).body.code).toBe('keys.locked')
    expect((await fetch(`${second.url}/public/accounts/bobcanary`)).status).toBe(404)
    const put = (lines: string[]) => onshore(['operate', 'key', 'open', '--data', again], `${lines.join('\n')}\n`)
    expect(put([shares[0]!]).stderr).toContain('Needed are 2')
    expect(put([shares[2]!, shares[0]!]).status).toBe(0)
    expect((await collectionsOf(here)).sort()).toEqual(acknowledged.sort())
    const accounts = () => onshore(['operate', 'account', 'list', 'bobcanary', '--data', again]).stdout
    await expect.poll(accounts, { timeout: 60_000, interval: 1000 }).not.toContain('bobcanary')
    recordAttack({ id: 'R09', cases: 1, controls: 1, controlsSucceeded: 1, succeeded: 0 })
    // The control: without the keys of today, a backup from before brings him back.
    const third = mkdtempSync(join(tmpdir(), 'onshore-restored-'))
    const without = onshore(['restore', backup, '--identity', identity, '--data', third])
    expect(without.stdout).toContain('No keys came along')
    for (const folder of [there, third]) rmSync(folder, { recursive: true, force: true })
  })
})
