/** A passkey authenticator in software, by WebAuthn Level 3 §6: what a phone does, and what a hostile one might. */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

/** CBOR (RFC 8949 §3), as far as an attestation needs it. */
function cbor(value: number | string | Uint8Array | Map<number | string, unknown> | object): Buffer {
  const head = (major: number, n: number) =>
    n < 24
      ? Buffer.from([(major << 5) | n])
      : n < 256
        ? Buffer.from([(major << 5) | 24, n])
        : Buffer.from([(major << 5) | 25, n >> 8, n & 255])
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value])
  const entries = value instanceof Map ? [...value] : Object.entries(value)
  return Buffer.concat([head(5, entries.length), ...entries.flatMap(([key, one]) => [cbor(key), cbor(one as number)])])
}

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest()

export interface Lies {
  origin?: string
  rpId?: string
  challenge?: string
  type?: string
  isVerified?: boolean
  counter?: number
  userHandle?: string
}

interface Asked {
  challenge: string
  user?: { id: string }
  rp?: { id: string }
  rpId?: string
}

export class Authenticator {
  readonly origin: string
  readonly id = randomBytes(16)
  readonly #key: { publicKey: KeyObject; privateKey: KeyObject } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  #user = ''
  counter = 0
  constructor(origin: string) {
    this.origin = origin
  }

  #clientData(type: string, { challenge }: Asked, lies: Lies): Buffer {
    return Buffer.from(
      JSON.stringify({
        type: lies.type ?? type,
        challenge: lies.challenge ?? challenge,
        origin: lies.origin ?? this.origin,
        crossOrigin: false,
      }),
    )
  }

  #data(rpId: string, lies: Lies, attested = Buffer.alloc(0)): Buffer {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(lies.counter ?? this.counter)
    const flags = 0x01 | (lies.isVerified === false ? 0 : 0x04) | (attested.length > 0 ? 0x40 : 0)
    return Buffer.concat([sha256(lies.rpId ?? rpId), Buffer.from([flags]), counter, attested])
  }

  /** RegistrationResponseJSON for the options of a new passkey. */
  make(options: Asked, lies: Lies = {}) {
    this.#user = options.user!.id
    const { x, y } = this.#key.publicKey.export({ format: 'jwk' })
    const cose = cbor(
      new Map<number, unknown>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.from(x!, 'base64url')],
        [-3, Buffer.from(y!, 'base64url')],
      ]),
    )
    const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, this.id.length]), this.id, cose])
    const authData = this.#data(options.rp!.id, lies, attested)
    const id = this.id.toString('base64url')
    return {
      id,
      rawId: id,
      type: 'public-key',
      response: {
        clientDataJSON: this.#clientData('webauthn.create', options, lies).toString('base64url'),
        attestationObject: cbor({ fmt: 'none', attStmt: {}, authData }).toString('base64url'),
        transports: ['internal'],
      },
    }
  }

  /** AuthenticationResponseJSON for the options of a use. */
  use(options: Asked, lies: Lies = {}) {
    this.counter++
    const clientData = this.#clientData('webauthn.get', options, lies)
    const data = this.#data(options.rpId!, lies)
    const id = this.id.toString('base64url')
    return {
      id,
      rawId: id,
      type: 'public-key',
      response: {
        clientDataJSON: clientData.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: sign('sha256', Buffer.concat([data, sha256(clientData)]), this.#key.privateKey).toString(
          'base64url',
        ),
        userHandle: lies.userHandle ?? this.#user,
      },
    }
  }
}
