/** Files made to harm whoever opens them, through the whole shore. Each has its control: the same file does what it is made for where the defence is not. */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { OwnVideo } from '../../src/core/wire/video.ts'
import { recordAttack } from '../harness/attacks.ts'
import { clip, drawn, fileOf, hasFfmpeg, makeClip, x264 } from '../harness/clips.ts'
import type { Person } from '../harness/person.ts'
import { openShore, ownEngine } from '../harness/shore.ts'

const need = hasFfmpeg ? '' : ' [ffmpeg]'

interface Found {
  isHarmful: boolean
  isControlled: boolean
}

/** Writes down what came of a class, and fails where the attack got through or its control did not. */
function conclude(id: string, found: Record<string, Found>): void {
  const all = Object.values(found)
  recordAttack({
    id,
    cases: all.length,
    controls: all.length,
    controlsSucceeded: all.filter(({ isControlled }) => isControlled).length,
    succeeded: all.filter(({ isHarmful }) => isHarmful).length,
  })
  for (const [name, { isHarmful, isControlled }] of Object.entries(found)) {
    expect(isControlled, `control of ${id}: ${name}`).toBe(true)
    expect(isHarmful, `${id}: ${name}`).toBe(false)
  }
}

const bare = (args: string[], limits: string[] = []) =>
  spawnSync(limits.length > 0 ? 'prlimit' : 'ffmpeg', [...limits, ...(limits.length > 0 ? ['ffmpeg'] : []), ...args], {
    encoding: 'utf8',
    timeout: 60_000,
  })
const decodes = (file: string, limits: string[] = []) =>
  bare(['-v', 'error', '-xerror', '-i', file, '-f', 'null', '-'], limits).status === 0
const box = (type: string, ...parts: (Buffer | string)[]) => {
  const body = Buffer.concat(parts.map(part => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)))
  const head = Buffer.alloc(8)
  head.writeUInt32BE(body.length + 8, 0)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, body])
}
/** Replaces a box inside others and mends the sizes above it. */
function withBox(bytes: Buffer, path: readonly string[], replace: (old: Buffer) => Buffer): Buffer {
  const [type, ...rest] = path
  for (let at = 0; at + 8 <= bytes.length; ) {
    const size = bytes.readUInt32BE(at) || bytes.length - at
    if (bytes.toString('latin1', at + 4, at + 8) === type) {
      const old = bytes.subarray(at, at + size)
      const changed = rest.length === 0 ? replace(old) : box(type!, withBox(old.subarray(8), rest, replace))
      return Buffer.concat([bytes.subarray(0, at), changed, bytes.subarray(at + size)])
    }
    at += size
  }
  throw new Error(`there is no box ${type}`)
}

/** The file with `bytes` in front, its media found where it is now (stco, ISO 14496-12 §8.7.5). */
function behind(bytes: Buffer, file: Buffer): Buffer {
  const moved = Buffer.from(file)
  for (let at = moved.indexOf('stco'); at >= 0; at = moved.indexOf('stco', at + 4))
    for (let entry = 0; entry < moved.readUInt32BE(at + 8); entry++) {
      const place = at + 12 + entry * 4
      moved.writeUInt32BE(moved.readUInt32BE(place) + bytes.length, place)
    }
  return Buffer.concat([bytes, moved])
}

/** A record that names another file by its whole path (QuickTime File Format, alias data reference). */
function alias(path: string): Buffer {
  const volume = 'disk'
  const whole = `${volume}${path.replaceAll('/', ':')}`
  const fixed = Buffer.alloc(150)
  fixed[10] = volume.length
  fixed.write(volume, 11, 'latin1')
  fixed[50] = Math.min(63, basename(path).length)
  fixed.write(basename(path).slice(0, 63), 51, 'latin1')
  const length = whole.length + (whole.length % 2)
  const entry = Buffer.alloc(4 + length)
  entry.writeUInt16BE(2, 0)
  entry.writeUInt16BE(whole.length, 2)
  entry.write(whole, 4, 'latin1')
  const end = Buffer.from('ffff0000', 'hex')
  return box('alis', Buffer.alloc(4), fixed, entry, end)
}

async function codeOf(person: Person, file: string): Promise<{ code: string; own: OwnVideo }> {
  const own = await person.post(file, { visibility: 'public' })
  return { code: own.refusal?.code ?? own.state, own }
}

describe.skipIf(!hasFfmpeg)(`a file made to harm${need}`, () => {
  it('reads no file that its container points to (M05)', { timeout: 60_000 }, async () => {
    await using shore = await openShore({ transcoder: ownEngine(), people: ['alice'] })
    const target = makeClip('target.mp4', [
      ...drawn('testsrc2=s=128x128:r=10:d=2'),
      '-c:v',
      'libx264',
      '-pix_fmt',
      'yuv420p',
    ])
    const whole = readFileSync(target)
    const dref = box('dref', Buffer.from('0000000000000001', 'hex'), alias(target))
    const pointing = withBox(whole, ['moov', 'trak', 'mdia', 'minf', 'dinf', 'dref'], () => dref)
    // Its own media is nothing but zeros: whatever is seen comes from the other file.
    const media = pointing.indexOf('mdat') + 4
    pointing.fill(0, media, media - 8 + pointing.readUInt32BE(media - 8))
    const file = fileOf('pointing.mp4', pointing)
    const control = bare([
      '-v',
      'error',
      '-xerror',
      '-enable_drefs',
      '1',
      '-use_absolute_path',
      '1',
      '-i',
      file,
      '-f',
      'null',
      '-',
    ])
    const { code } = await codeOf(shore.people['alice']!, file)
    conclude('M05', { 'absolute alias': { isHarmful: code === 'ready', isControlled: control.status === 0 } })
  })

  it('fills no memory with pixels (M06) or with a packed header (M07), and takes no time without end (M08)', {
    timeout: 120_000,
  }, async () => {
    await using shore = await openShore({ transcoder: ownEngine(), people: ['alice'] })
    const alice = shore.people['alice']!
    const flood = makeClip('flood.mp4', [...drawn('color=s=8192x8192:r=2:d=1'), ...x264])
    const turned = makeClip('flood.webm', [
      ...drawn('color=s=16000x64:r=2:d=1'),
      '-c:v',
      'libvpx-vp9',
      '-cpu-used',
      '8',
    ])
    const small = ['--as=400000000', '--']
    conclude('M06', {
      'square of 8192': {
        isHarmful: (await codeOf(alice, flood)).code === 'ready',
        isControlled: decodes(flood) && !decodes(flood, small),
      },
      'line of 16000': { isHarmful: (await codeOf(alice, turned)).code === 'ready', isControlled: decodes(turned) },
    })

    const packed = deflateSync(Buffer.alloc(900_000_000))
    const claim = Buffer.alloc(4)
    claim.writeUInt32BE(900_000_000)
    const bomb = fileOf(
      'packed.mp4',
      Buffer.concat([
        box('ftyp', 'qt  \0\0\0\0qt  '),
        box('moov', box('cmov', box('dcom', 'zlib'), box('cmvd', claim, packed))),
        box('mdat', 'x'.repeat(64)),
      ]),
    )
    const before = performance.now()
    const { code } = await codeOf(alice, bomb)
    const tookMs = performance.now() - before
    // What it wants is memory: a reader with room unpacks all of it, one without is refused by the system.
    const wanted = bare(['-v', 'verbose', '-i', bomb], ['--as=700000000', '--']).stderr
    const unpacks = /Cannot allocate memory/.test(wanted)
    const zipped = await fetch(`${shore.url}/api/accounts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: gzipSync(Buffer.alloc(50_000_000, 'x')),
    })
    conclude('M07', {
      'packed moov': { isHarmful: code === 'ready' || tookMs > 40_000, isControlled: unpacks },
      'packed request': {
        isHarmful: zipped.status < 400,
        isControlled: gzipSync(Buffer.alloc(50_000_000, 'x')).length < 65_536,
      },
    })

    const many = makeClip('many.mp4', [
      ...drawn('color=s=16x16:r=1000:d=60'),
      ...x264,
      '-fps_mode',
      'passthrough',
      '-video_track_timescale',
      '10000',
    ])
    const sparse = makeClip('sparse.mp4', [...drawn('color=s=64x64:r=1/400:d=1200'), ...x264])
    // The header of the movie and of its track say ten million seconds; there are three.
    const claimed = readFileSync(clip('silent.mp4'))
    for (const [path, at] of [
      [['moov', 'mvhd'], 24],
      [['moov', 'trak', 'tkhd'], 28],
      [['moov', 'trak', 'mdia', 'mdhd'], 24],
    ] as const)
      withBox(claimed, path, old => {
        old.writeUInt32BE(0x7fffffff, at)
        return old
      }).copy(claimed)
    const long = fileOf('claimed.mp4', claimed)
    const timeOf = (file: string) => Number(/Duration: (\d+)/.exec(bare(['-i', file]).stderr)?.[1] ?? 0)
    conclude('M08', {
      'sixty thousand pictures': {
        isHarmful: (await codeOf(alice, many)).code === 'ready',
        isControlled: decodes(many),
      },
      'three pictures in twenty minutes': {
        isHarmful: (await codeOf(alice, sparse)).code === 'ready',
        isControlled: decodes(sparse),
      },
      'a length of its own': {
        isHarmful: (await codeOf(alice, long)).code === 'ready',
        isControlled: timeOf(long) > 10,
      },
    })
    expect((await codeOf(alice, clip('web.mp4'))).code).toBe('ready')
  })

  it('is a clip and nothing else (M09), under no name of its own (M10), and says nothing of where it was made (M11)', {
    timeout: 60_000,
  }, async () => {
    await using shore = await openShore({ transcoder: ownEngine(), people: ['alice'] })
    const alice = shore.people['alice']!
    // Its index stands at its end, so that what is put into it moves nothing.
    const whole = readFileSync(makeClip('index-last.mp4', ['-i', clip('web.mp4'), '-c', 'copy']))
    const page = '<html><script>alert(document.cookie)</script></html>'
    const archive = Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(26), Buffer.from('hello.txt')])
    const found: Record<string, Found> = {}
    for (const [name, bytes, needle] of [
      ['page in front', behind(box('free', page), whole), '<script>'],
      ['page behind', Buffer.concat([whole, box('skip', page)]), '<script>'],
      ['archive behind', Buffer.concat([whole, archive]), 'PK\x03\x04'],
      [
        'script in a tag',
        withBox(whole, ['moov'], old => box('moov', old.subarray(8), box('udta', box('name', page)))),
        '<script>',
      ],
    ] as const) {
      const { own } = await codeOf(alice, fileOf(`${name}.mp4`, bytes))
      expect(own.refusal, name).toBeNull()
      let isHarmful = false
      for (const { url } of own.video?.renditions ?? []) {
        const reply = await fetch(shore.url + url)
        isHarmful ||= Buffer.from(await reply.arrayBuffer()).includes(needle)
        isHarmful ||= reply.headers.get('content-type') !== 'video/mp4'
        isHarmful ||= reply.headers.get('x-content-type-options') !== 'nosniff'
      }
      found[name] = { isHarmful, isControlled: bytes.includes(needle) }
    }
    const drawing = fileOf('drawing.mp4', `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`)
    found['drawing'] = {
      isHarmful: (await codeOf(alice, drawing)).code === 'ready',
      isControlled: readFileSync(drawing).includes('onload'),
    }
    conclude('M09', found)

    const names = [
      '../../../../tmp/onshore-escaped',
      '/tmp/onshore-escaped',
      '..\\..\\onshore-escaped',
      'a\0b',
      '.'.repeat(5000),
    ]
    const outcomes: Record<string, Found> = {}
    for (const name of names) {
      const begun = await alice.begin(whole.length, name)
      const kept = begun.status === 201 ? readdirSync(join(shore.folder, 'uploads')) : []
      outcomes[JSON.stringify(name).slice(0, 40)] = {
        isHarmful:
          !kept.every(file => /^[0-9a-f-]{36}(\.json)?$/.test(file)) || readdirSync('/tmp').includes('onshore-escaped'),
        isControlled: !/^[0-9a-f-]{36}$/.test(basename(join(shore.folder, 'uploads', name))),
      }
    }
    conclude('M10', outcomes)

    const place = '+45.5017-073.5673'
    const note = Buffer.from(`place ${place}`)
    const located: Record<string, Buffer> = {
      'location of QuickTime': readFileSync(clip('located.mov')),
      'XMP in a box': Buffer.concat([
        whole,
        box(
          'uuid',
          Buffer.from('be7acfcb97a942e89c71999491e3afac', 'hex'),
          `<x:xmpmeta><exif:GPS>${place}</exif:GPS></x:xmpmeta>`,
        ),
      ]),
      'EXIF in a box': withBox(whole, ['moov'], old => box('moov', old.subarray(8), box('udta', box('Exif', note)))),
    }
    const noted = makeClip('noted.mp4', [
      '-i',
      clip('web.mp4'),
      '-c',
      'copy',
      '-bsf:v',
      `h264_metadata=sei_user_data=086f3693-b7b3-4f2c-9653-21492feee5b8+${place}`,
    ])
    located['note between pictures'] = readFileSync(noted)
    const traces: Record<string, Found> = {}
    for (const [name, bytes] of Object.entries(located)) {
      const { own } = await codeOf(alice, fileOf(`${name.replaceAll(' ', '-')}.mp4`, bytes))
      expect(own.refusal, name).toBeNull()
      let isHarmful = own.state !== 'ready'
      for (const { url } of own.video?.renditions ?? [])
        isHarmful ||= Buffer.from(await (await fetch(shore.url + url)).arrayBuffer()).includes(place)
      for (const url of [own.video?.poster, own.video?.storyboard?.url].filter(one => one !== undefined))
        isHarmful ||= /Exif|GPS|http:\/\/ns\.adobe/.test(
          Buffer.from(await (await fetch(shore.url + url)).arrayBuffer()).toString('latin1'),
        )
      traces[name] = { isHarmful, isControlled: bytes.includes(place) }
    }
    conclude('M11', traces)
  })

  it('brings no words or letters of its own (M12), and is of no kind that is not taken (M14)', {
    timeout: 60_000,
  }, async () => {
    await using shore = await openShore({ transcoder: ownEngine(), people: ['alice'] })
    const alice = shore.people['alice']!
    const subtitles = fileOf(
      'evil.ass',
      '[Script Info]\n[V4+ Styles]\n[Events]\nFormat: Layer, Start, End, Style, Text\nDialogue: 0,0:00:00.00,0:00:02.00,Default,{\\fnEvil}<script>alert(1)</script>\n',
    )
    const font = fileOf('evil.ttf', '<script>alert(1)</script>')
    const carrying = makeClip('carrying.mkv', [
      '-i',
      clip('web.mp4'),
      '-i',
      subtitles,
      '-map',
      '0',
      '-map',
      '1',
      '-c',
      'copy',
      '-attach',
      font,
      '-metadata:s:t',
      'mimetype=application/x-truetype-font',
    ])
    const { own } = await codeOf(alice, carrying)
    let isHarmful = own.state !== 'ready'
    for (const { url } of own.video?.renditions ?? [])
      isHarmful ||= Buffer.from(await (await fetch(shore.url + url)).arrayBuffer()).includes('<script>')
    const webvtt =
      'WEBVTT\n\nSTYLE\n::cue { background: url(//evil.example) }\n\n00:00.000 --> 00:01.000\n<img src=x onerror=alert(1)>Hello<script>alert(1)</script>'
    await alice.ask('PUT', `/api/videos/${own.id}/captions/en`, { text: webvtt })
    const served = (await alice.ask('GET', `/public/videos/${own.id}`)).body.captions[0]
    const reply = await fetch(shore.url + served.url)
    const text = await reply.text()
    conclude('M12', {
      'subtitles and a font': { isHarmful, isControlled: readFileSync(carrying).includes('<script>') },
      'tags in captions': {
        isHarmful: /[<]|url\(|STYLE/.test(text) || !reply.headers.get('content-type')!.startsWith('text/vtt'),
        isControlled: /<script>/.test(webvtt),
      },
    })
    expect(text).toContain('Hello')

    const kinds: Record<string, string> = {
      AVI: makeClip('other.avi', ['-i', clip('web.mp4'), '-c:v', 'mpeg4', '-an']),
      FLV: makeClip('other.flv', ['-i', clip('web.mp4'), '-c:v', 'flv', '-an']),
      GIF: makeClip('other.gif', ['-i', clip('web.mp4'), '-vf', 'scale=90:-2', '-t', '1']),
      'transport stream': makeClip('other.ts', ['-i', clip('web.mp4'), '-c', 'copy']),
      'JPEG in MOV': makeClip('jpeg.mov', ['-i', clip('web.mp4'), '-c:v', 'mjpeg', '-an']),
      'ProRes in MOV': makeClip('prores.mov', ['-i', clip('web.mp4'), '-c:v', 'prores', '-an', '-t', '1']),
      'FFV1 in Matroska': makeClip('ffv1.mkv', ['-i', clip('web.mp4'), '-c:v', 'ffv1', '-an', '-t', '1']),
    }
    const outcomes: Record<string, Found> = {}
    for (const [name, file] of Object.entries(kinds)) {
      // The name says MP4; the content decides.
      const { code } = await codeOf(alice, fileOf(`${name.replaceAll(' ', '-')}.as.mp4`, readFileSync(file)))
      outcomes[name] = { isHarmful: code === 'ready', isControlled: decodes(file) }
    }
    conclude('M14', outcomes)
  })
})
