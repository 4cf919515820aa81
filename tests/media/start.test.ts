import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { clip, hasFfmpeg } from '../harness/clips.ts'
import { Person, passphrase } from '../harness/person.ts'
import { processesNaming, serve } from '../harness/serve.ts'

const root = join(import.meta.dirname, '../..')
const program = join(root, 'src/cli/onshore.js')
const onshore = (...args: string[]) =>
  spawnSync(process.execPath, [program, ...args], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], LANG: 'C.UTF-8' },
  })
const gone = async (folder: string) => {
  for (let i = 0; i < 100 && processesNaming(folder).length > 0; i++)
    await new Promise(resolve => setTimeout(resolve, 100))
  return processesNaming(folder)
}

describe.skipIf(!hasFfmpeg)(`one more worker${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  it('takes over while the first one hangs, and the operator sees what waits', { timeout: 90_000 }, async () => {
    await using shore = await serve()
    const person = new Person(shore.url)
    await person.ask('POST', '/api/accounts', { handle: 'alice', passphrase })
    const jobs = () => JSON.parse(onshore('operate', 'jobs', '--data', shore.data, '--json').stdout)
    // Stopped while it starts, it would hold what a second one needs to start; stopped at work, what it works on.
    expect((await person.post(clip('silent.mp4'), { visibility: 'public' })).state).toBe('ready')
    await expect.poll(jobs, { timeout: 60_000 }).toEqual({ waiting: [], dead: [] })
    const first = shore.role('worker')!
    process.kill(first, 'SIGSTOP')
    const { id } = await person.begin(readFileSync(clip('web.mp4')).length)
    await person.ask('POST', `/api/videos/${id}/post`, { visibility: 'public' })
    await person.send(id, 0, readFileSync(clip('web.mp4')))
    const { waiting, dead } = jobs()
    expect([waiting, dead]).toEqual([expect.arrayContaining([{ task: 'check', n: 1 }]), []])
    const second = spawn(process.execPath, [program, 'serve', '--role', 'worker', '--data', shore.data], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = new Promise(resolve => second.once('exit', resolve))
    expect((await person.untilEnd(id)).state).toBe('ready')
    await expect.poll(jobs, { timeout: 30_000 }).toMatchObject({ dead: [] })
    process.kill(first, 'SIGCONT')
    second.kill('SIGTERM')
    expect(await ended).toBe(0)
  })
})

describe('a start', () => {
  it('refuses a second one on the same folder in words, and a port that is taken', async () => {
    await using shore = await serve()
    const second = onshore('serve', '--data', shore.data)
    expect([second.status, second.stderr]).toEqual([
      2,
      expect.stringContaining(`process ${shore.main.pid}) already runs on the folder ${shore.data}`),
    ])
    // Where the files for nginx and Caddy look for it.
    expect((await fetch(`http://127.0.0.1:${new URL(shore.url).port}/api/ready`)).status).toBe(200)
    const other = mkdtempSync(join(tmpdir(), 'onshore-port-'))
    const taken = onshore('serve', '--data', other, '--port', new URL(shore.url).port)
    expect([taken.status, taken.stderr]).toEqual([2, expect.stringMatching(/^Port \d+ is in use/)])
    rmSync(other, { recursive: true })
    expect((await fetch(`${shore.url}/api/health`)).status).toBe(200)
  })

  it('ends cleanly on SIGINT and on SIGTERM, and leaves no process behind', async () => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      await using shore = await serve()
      expect(await shore.stop(signal)).toBe(0)
      expect(shore.output()).toContain('Stopped. Everything is kept.')
      expect(await gone(shore.data)).toEqual([])
    }
  })

  it('that is killed takes its children along, and the next start heals its lock and keeps its data', async () => {
    const data = mkdtempSync(join(tmpdir(), 'onshore-heal-'))
    const first = await serve({ data })
    await Person.join(first.url, 'alice')
    first.main.kill('SIGKILL')
    expect(await gone(data)).toEqual([])
    await using again = await serve({ data })
    const { status } = await new Person(again.url).ask('POST', '/api/session', { handle: 'alice', passphrase })
    expect(status).toBe(201)
  })

  it('names every fault of its configuration at once', () => {
    const { status, stderr } = spawnSync(process.execPath, [join(root, 'src/cli/onshore.js'), 'serve'], {
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        ONSHORE_ORIGIN: 'http://plain.example',
        ONSHORE_WORKERS: 'many',
        ONSHORE_COLOUR: 'blue',
        LANG: 'fr_CA.UTF-8',
      },
    })
    expect(status).toBe(2)
    for (const part of ['La configuration ne peut pas servir', 'ONSHORE_ORIGIN', 'ONSHORE_WORKERS', 'ONSHORE_COLOUR'])
      expect(stderr).toContain(part)
  })
})

describe.skipIf(!hasFfmpeg)(`the command line${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  it('makes an account and a token on the machine, posts with it, and waits until the clip plays', async () => {
    await using shore = await serve()
    const account = onshore('operate', 'account', 'add', 'Newsroom', '--data', shore.data)
    expect(account.status).toBe(0)
    const oneTime = account.stdout.trim().split('\n').at(-1)!
    expect(
      (await new Person(shore.url).ask('POST', '/api/session', { handle: 'newsroom', passphrase: oneTime })).status,
    ).toBe(201)
    const token = onshore('operate', 'token', 'newsroom', '--scope', 'post', '--data', shore.data)
      .stdout.trim()
      .split('\n')
      .at(-1)!
    expect(token).toMatch(/^onshore_[\w-]{43}$/)

    const posted = onshore(
      'post',
      clip('web.mp4'),
      '--caption',
      'From a script #cli',
      '--server',
      shore.url,
      '--token',
      token,
      '--wait',
    )
    expect([posted.status, posted.stderr]).toEqual([0, ''])
    const [id, address] = posted.stdout.trim().split('\n')
    expect(address).toBe(`${shore.url}/@newsroom/video/${id}`)
    expect((await fetch(`${shore.url}/public/videos/${id}`)).status).toBe(200)

    const refused = onshore('post', clip('sound.mp4'), '--server', shore.url, '--token', token, '--wait')
    expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining('no moving picture')])
    expect(onshore('post', '/nowhere.mp4', '--server', shore.url, '--token', token).status).toBe(2)
    expect(
      onshore('post', clip('web.mp4'), '--server', shore.url, '--token', `${token.slice(0, -1)}_`).stderr,
    ).toContain('Sign in first')
    expect(onshore('post', clip('web.mp4'), '--server', 'http://localhost:9', '--token', token).stderr).toContain(
      'does not answer',
    )
    expect(
      JSON.parse(onshore('post', clip('silent.mp4'), '--server', shore.url, '--token', token, '--json').stdout).state,
    ).toMatch(/checking|ready/)
    // A token does what its scope says and no more.
    const headers = { authorization: `Bearer ${token}` }
    expect((await new Person(shore.url).ask('DELETE', '/api/sessions', undefined, headers)).body.code).toBe('token.act')
    const reader = onshore('operate', 'token', 'newsroom', '--scope', 'read', '--data', shore.data, '--json')
    expect(
      (
        await new Person(shore.url).ask('PUT', `/api/videos/${id}/like`, undefined, {
          authorization: `Bearer ${JSON.parse(reader.stdout).token}`,
        })
      ).body.code,
    ).toBe('token.scope')
  })

  it('refuses in words, exits 2, and helps', () => {
    expect(onshore('sing')).toMatchObject({ status: 2, stderr: expect.stringContaining('no command “sing”') })
    expect(onshore('operate', 'token', 'x', '--data', '/tmp/no-shore-here')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('No shore runs'),
    })
    for (const command of [[], ['serve', '--help'], ['post', '--help'], ['operate', '--help']]) {
      const { status, stdout } = onshore(...command)
      expect([status, stdout.length > 60]).toEqual([0, true])
    }
  })
})
