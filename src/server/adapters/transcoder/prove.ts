import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Transcoder } from './index.ts'
import type { Sandbox } from './sandbox.ts'

export interface Proof {
  /** An honest file went through: drawn, then read back. */
  isWorking: boolean
  /** What got out of the confinement: `file`, `network`. */
  escaped: string[]
  /** Attempts that fail here without any confinement too, and so say nothing. */
  untold: string[]
}

/**
 * Tries the confinement with an honest file and with attacks, before a stranger does. A dead sandbox lets nothing out and
 * nothing through, so one without the other proves nothing.
 */
export async function proveSandbox(engine: Transcoder, sandbox: Sandbox): Promise<Proof> {
  const folder = await mkdtemp(join(tmpdir(), 'onshore-proof-'))
  const listener = createServer(socket => socket.on('error', () => undefined).end('reached\n'))
  await new Promise<void>(resolve => listener.listen(0, '127.0.0.1', resolve))
  try {
    const secret = join(folder, 'secret')
    await writeFile(secret, 'reached\n')
    const { port } = listener.address() as { port: number }
    const attempts = {
      file: `read -r found < '${secret}'; echo "$found"`,
      network: `exec 3<>/dev/tcp/127.0.0.1/${port} && read -r found <&3 && echo "$found"`,
    }
    const proof: Proof = { isWorking: await passesHonest(engine), escaped: [], untold: [] }
    for (const [name, script] of Object.entries(attempts)) {
      const command = ['bash', '-c', script]
      const confined = sandbox.wrap(command, { read: [], write: null, seconds: 10, memory: null })
      const [inside, outside] = await Promise.all([reaches(confined), reaches(command)])
      if (inside) proof.escaped.push(name)
      if (!outside) proof.untold.push(name)
    }
    return proof
  } finally {
    listener.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function passesHonest(engine: Transcoder): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'onshore-honest-'))
  try {
    const sound = join(folder, 'sound.wav')
    await writeFile(sound, silence(0.5))
    const file = join(folder, 'honest.mp4')
    const size = { width: 64, height: 64 }
    async function* frames() {
      for (let i = 0; i < 6; i++) yield Buffer.alloc(size.width * size.height * 3, i * 40)
    }
    await engine.draw(frames(), { ...size, framesPerSecond: 12, sound }, [
      { ...size, file, maxBitsPerSecond: 200_000, level: '3.1' },
    ])
    return (await engine.probe(file)).picture?.frames === 6
  } catch {
    return false
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A WAV file of nothing: 16 bit, one channel, 48 kHz. */
function silence(seconds: number): Buffer {
  const samples = Math.round(48_000 * seconds) * 2
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + samples, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(48_000, 24)
  header.writeUInt32LE(96_000, 28)
  header.writeUInt16LE(2, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36)
  header.writeUInt32LE(samples, 40)
  return Buffer.concat([header, Buffer.alloc(samples)])
}

function reaches([program, ...args]: string[]): Promise<boolean> {
  return new Promise(resolve => {
    const child = spawn(program!, args, { stdio: ['ignore', 'pipe', 'ignore'], timeout: 15_000 })
    let said = ''
    child.stdout.on('data', chunk => (said += chunk))
    child.once('error', () => resolve(false))
    child.once('close', () => resolve(said.includes('reached')))
  })
}
