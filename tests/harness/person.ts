/** Somebody at a shore, with their own cookie: signs up, posts, likes, and sees what the server answers. */
import { statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { SignedUp } from '../../src/core/wire/account.ts'
import type { OwnVideo } from '../../src/core/wire/video.ts'

export interface Answer<T> {
  status: number
  headers: Headers
  body: T
}

export const passphrase = 'four unrelated plain words'

export class Person {
  readonly url: string
  handle = ''
  cookie: string | null = null
  recoveryCodes: string[] = []
  /** Between one look at a clip that is waited for and the next, ms. */
  looksEveryMs = 50
  /** Before anything public is asked for: until the shore has heard of all that has changed. */
  private readonly untilHeard: (() => Promise<void>) | undefined
  constructor(url: string, untilHeard?: () => Promise<void>) {
    this.url = url
    this.untilHeard = untilHeard
  }

  static async join(url: string, handle: string, untilHeard?: () => Promise<void>): Promise<Person> {
    const person = new Person(url, untilHeard)
    const { status, body } = await person.ask<SignedUp>('POST', '/api/accounts', { handle, passphrase })
    if (status !== 201) throw new Error(`could not join as ${handle}: ${JSON.stringify(body)}`)
    person.handle = body.account.handle
    person.recoveryCodes = body.recoveryCodes
    return person
  }

  // biome-ignore lint/suspicious/noExplicitAny: tests look at whatever came.
  async ask<T = any>(
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    if (method === 'GET' && path.startsWith('/public/')) await this.untilHeard?.()
    const reply = await fetch(this.url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(this.cookie ? { cookie: this.cookie } : {}),
        ...headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const given = reply.headers.get('set-cookie')?.split(';')[0]
    if (given) this.cookie = given.endsWith('=') ? null : given
    const text = await reply.text()
    return { status: reply.status, headers: reply.headers, body: parsed(text) as T }
  }

  /** Starts a tus upload and returns its id. */
  async begin(bytes: number, name = 'clip.mp4'): Promise<Answer<unknown> & { id: string }> {
    const answer = await this.ask('POST', '/api/uploads', undefined, {
      'tus-resumable': '1.0.0',
      'upload-length': String(bytes),
      'upload-metadata': `filename ${Buffer.from(name).toString('base64')}`,
    })
    return { ...answer, id: answer.headers.get('location')?.split('/').at(-1) ?? '' }
  }

  async send(id: string, offset: number, bytes: Uint8Array): Promise<Answer<unknown>> {
    const reply = await fetch(`${this.url}/api/uploads/${id}`, {
      method: 'PATCH',
      headers: {
        'tus-resumable': '1.0.0',
        'upload-offset': String(offset),
        'content-type': 'application/offset+octet-stream',
        ...(this.cookie ? { cookie: this.cookie } : {}),
      },
      body: bytes as BodyInit,
    })
    return { status: reply.status, headers: reply.headers, body: parsed(await reply.text()) }
  }

  async offsetOf(id: string): Promise<number> {
    const { headers } = await this.ask('HEAD', `/api/uploads/${id}`, undefined, { 'tus-resumable': '1.0.0' })
    return Number(headers.get('upload-offset'))
  }

  /** Uploads a file, posts it, and waits for its end: ready or refused. */
  async post(file: string, words: { caption?: string; visibility?: string } = {}): Promise<OwnVideo> {
    const { id, status, body } = await this.begin(statSync(file).size, basename(file))
    if (status !== 201) throw new Error(`upload refused: ${JSON.stringify(body)}`)
    const posted = await this.ask('POST', `/api/videos/${id}/post`, { caption: '', ...words })
    if (posted.status !== 200) throw new Error(`posting refused: ${JSON.stringify(posted.body)}`)
    const sent = await this.send(id, 0, await readFile(file))
    if (sent.status !== 204) throw new Error(`sending refused: ${sent.status} ${JSON.stringify(sent.body)}`)
    return this.untilEnd(id)
  }

  async untilEnd(id: string, withinMs = 60_000): Promise<OwnVideo> {
    const until = Date.now() + withinMs
    for (;;) {
      const { body } = await this.ask<OwnVideo>('GET', `/api/videos/${id}`)
      if (body.state === 'ready' || body.state === 'refused') return body
      if (Date.now() > until) throw new Error(`${id} is still ${body.state}`)
      await new Promise(resolve => setTimeout(resolve, this.looksEveryMs))
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
