import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createSocketServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ffmpegTranscoder, ffmpegVersion } from '../../src/server/adapters/transcoder/ffmpeg.ts'
import { proveSandbox } from '../../src/server/adapters/transcoder/prove.ts'
import { sandboxes } from '../../src/server/adapters/transcoder/sandbox.ts'
import { recordAttack } from '../harness/attacks.ts'
import { clip, fileOf, hasFfmpeg } from '../harness/clips.ts'

const folder = mkdtempSync(join(tmpdir(), 'walls-'))
const secret = join(folder, 'secret.txt')
let hits = 0
const web = createServer((_request, reply) => {
  hits++
  reply.end('reached')
})
const local = createSocketServer(socket => {
  socket.on('error', () => undefined)
  socket.end('reached')
})
let port = 0

beforeAll(async () => {
  writeFileSync(secret, 'a secret of the machine')
  await new Promise<void>(resolve => web.listen(0, '127.0.0.1', resolve))
  await new Promise<void>(resolve => local.listen(join(folder, 'database.sock'), resolve))
  port = (web.address() as { port: number }).port
})
afterAll(() => {
  web.close()
  local.close()
  rmSync(folder, { recursive: true, force: true })
})

/** What a subverted engine would try, without starting a program; each prints “reached” where it gets through. */
const attempts = (): Record<string, string> => ({
  'read a file of the machine': `read -r found < ${secret}; [[ $found == *secret* ]] && echo reached`,
  'read the environment': `mapfile -d '' -t found < /proc/self/environ; [[ "\${found[*]}" == *ONSHORE_CANARY* ]] && echo reached`,
  'list the temporary folder': `for found in /tmp/walls-*; do [ -e "$found" ] && echo reached; done`,
  'reach the network': `exec 3<>/dev/tcp/127.0.0.1/${port} && printf 'GET / HTTP/1.0\\r\\n\\r\\n' >&3 && while read -r found <&3 || [[ -n $found ]]; do [[ $found == *reached* ]] && echo reached; done`,
  // Perl's base is part of every Debian.
  'reach a local socket': `exec perl -MSocket -e 'socket(S, PF_UNIX, SOCK_STREAM, 0); connect(S, sockaddr_un("${join(folder, 'database.sock')}")) and print "reached"'`,
  'see another process': `[ -d /proc/${process.pid} ] && echo reached`,
  'write beside its folder': `echo x > ${join(folder, 'beside.txt')} && echo reached`,
})

// As where the shore itself may come before everything.
const allowed = spawnSync('prlimit', ['--rtprio=1', 'true']).status === 0 ? ['prlimit', '--rtprio=1'] : []
const mayFirst = spawnSync('env', [...allowed, 'chrt', '--rr', '1', 'true']).status === 0

// Not waited for synchronously: the servers that must not be reached answer in this very process.
const runs = (command: string[]): Promise<boolean> => {
  return new Promise(resolve =>
    execFile(
      'env',
      [...allowed, ...command],
      { env: { PATH: process.env['PATH'], ONSHORE_CANARY: 'canary' }, timeout: 20_000 },
      (_error, stdout) => resolve(/^reached/m.test(stdout)),
    ),
  )
}

for (const sandbox of sandboxes().filter(({ kind }) => kind !== 'prlimit')) {
  describe(`the walls of ${sandbox.kind}`, () => {
    for (const write of [null, 'a work folder'] as const) {
      it(`hold against a subverted engine that ${write ? 'writes' : 'only reads'}, where the same attempts succeed without them`, async () => {
        const own = write ? mkdtempSync(join(tmpdir(), 'own-')) : null
        let controls = 0
        let succeeded = 0
        const cases = Object.entries(attempts())
        // The other way of confining has no filter of calls: only its clock ends what it starts.
        if (sandbox.kind === 'bwrap') cases.push(['start another process', '(echo reached)'])
        if (mayFirst) cases.push(['come before whoever answers', `exec chrt --rr 1 bash -c 'echo reached'`])
        for (const [name, script] of cases) {
          const command = ['bash', '-c', script]
          const isInside = await runs(sandbox.wrap(command, { read: [], write: own, seconds: 20, memory: null }))
          const isOutside = await runs(command)
          if (isOutside) controls++
          if (isInside) succeeded++
          expect(isOutside, `control: ${name}`).toBe(true)
          expect(isInside, name).toBe(false)
        }
        recordAttack({
          id: `M-walls-${sandbox.kind}-${write ? 'write' : 'read'}`,
          cases: cases.length,
          controls: cases.length,
          controlsSucceeded: controls,
          succeeded,
        })
        if (own) rmSync(own, { recursive: true })
      })
    }
  })
}

describe.skipIf(!hasFfmpeg)(`the trial of the confinement at the start${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  it('gets an honest file through and no attack out, and sees both get out where there are no walls', async () => {
    for (const sandbox of sandboxes()) {
      const engine = ffmpegTranscoder('/usr/bin/ffmpeg', ffmpegVersion('/usr/bin/ffmpeg')!, sandbox)
      const isOpen = sandbox.kind === 'prlimit'
      expect(await proveSandbox(engine, sandbox), sandbox.kind).toEqual({
        isWorking: true,
        escaped: isOpen ? ['file', 'network'] : [],
        untold: [],
      })
    }
    // A sandbox in which nothing runs at all lets no attack out either.
    const dead = { ...sandboxes()[0]!, wrap: () => ['false'] }
    const engine = ffmpegTranscoder('/usr/bin/ffmpeg', ffmpegVersion('/usr/bin/ffmpeg')!, dead)
    expect(await proveSandbox(engine, dead)).toMatchObject({ isWorking: false, escaped: [] })
  })
})

describe.skipIf(!hasFfmpeg)(`a file that names other files${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  const payloads = () => ({
    M01: fileOf(
      'net.mp4',
      `#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXTINF:3,\nhttp://127.0.0.1:${port}/clip.ts\n#EXT-X-ENDLIST\n`,
    ),
    M02: fileOf('hls.mp4', `#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXTINF:3,\nfile://${clip('web.mp4')}\n#EXT-X-ENDLIST\n`),
    M03: fileOf('concat.mp4', `ffconcat version 1.0\nfile '${clip('web.mp4')}'\n`),
    M04: fileOf(
      'dash.mp4',
      `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT3S" profiles="urn:mpeg:dash:profile:isoff-on-demand:2011"><Period duration="PT3S"><AdaptationSet mimeType="video/mp4"><Representation id="1" bandwidth="1000"><BaseURL>http://127.0.0.1:${port}/x.mp4</BaseURL></Representation></AdaptationSet></Period></MPD>`,
    ),
  })

  it('opens none of them, where a bare ffmpeg does', async () => {
    const engine = ffmpegTranscoder('/usr/bin/ffmpeg', ffmpegVersion('/usr/bin/ffmpeg')!, sandboxes()[0]!)
    for (const [id, file] of Object.entries(payloads())) {
      hits = 0
      // The control is a separate process, so this one can go on answering it.
      const control = await new Promise<{ ok: boolean; said: string }>(resolve =>
        execFile(
          'ffprobe',
          [
            '-v',
            'verbose',
            '-safe',
            '0',
            '-protocol_whitelist',
            'file,http,tcp,crypto',
            '-allowed_extensions',
            'ALL',
            ...(id === 'M03' ? ['-f', 'concat'] : []),
            file,
          ]
            .filter(word => id !== 'M03' || (word !== '-allowed_extensions' && word !== 'ALL'))
            .filter(word => id === 'M03' || (word !== '-safe' && word !== '0')),
          (error, stdout, stderr) => resolve({ ok: error === null, said: stdout + stderr }),
        ),
      )
      const reached = hits > 0 || control.ok || control.said.includes('web.mp4')
      expect(reached, `control ${id}: ${control.said.slice(-300)}`).toBe(true)
      hits = 0
      const code = await engine.probe(file).then(
        () => 'opened',
        error => error.code,
      )
      const isThrough = code === 'opened' || hits > 0
      recordAttack({ id, cases: 1, controls: 1, controlsSucceeded: reached ? 1 : 0, succeeded: isThrough ? 1 : 0 })
      expect([code, hits], id).toEqual(['video.not-a-video', 0])
    }
    expect(readFileSync(secret, 'utf8')).toContain('secret')
  })
})
