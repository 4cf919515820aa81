/** Passkeys in this browser (WebAuthn). The library comes when one is first made or used. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { NewPasskey, PasskeyUse } from '../../core/wire/passkey.ts'
import { call } from '../shell/api.ts'

export type Ceremony = Record<string, unknown>

/** The person closed the browser's own sheet, or the browser has no passkey for this shore. */
export class Cancelled extends Error {
  override name = 'Cancelled'
}

/** Whether this page may use passkeys: browsers need a host name, and https anywhere but on localhost. */
export const hasPasskeys = (): boolean =>
  typeof PublicKeyCredential !== 'undefined' && isSecureContext && !/^[\d.]+$|:/.test(location.hostname)

/** The same as the server's page says at first; known once the page has taken over. */
export function usePasskeySupport(): boolean {
  const isSupported = useSignal(false)
  useEffect(() => {
    isSupported.value = hasPasskeys()
  }, [])
  return isSupported.value
}

const library = () => import('@simplewebauthn/browser')

export async function makePasskey(options: Ceremony): Promise<NewPasskey> {
  const { startRegistration } = await library()
  return startRegistration({ optionsJSON: options as never }).catch(cancelled) as Promise<NewPasskey>
}

export async function usePasskey(options: Ceremony, isAutofill = false): Promise<PasskeyUse> {
  const { startAuthentication } = await library()
  return startAuthentication({ optionsJSON: options as never, useBrowserAutofill: isAutofill }).catch(
    cancelled,
  ) as Promise<PasskeyUse>
}

function cancelled(error: unknown): never {
  const name = (error as Error).name
  throw name === 'NotAllowedError' || name === 'AbortError' ? new Cancelled() : error
}

/** Offers passkeys in the browser's own list under the field of the handle. Ends when another is asked for, or `stop` is called. */
export function offerPasskeys(onUse: (passkey: PasskeyUse) => Promise<void>): { stop(): void } {
  let isOver = false
  const offer = async () => {
    if (!hasPasskeys()) return
    const { browserSupportsWebAuthnAutofill } = await library()
    if (!(await browserSupportsWebAuthnAutofill()) || isOver) return
    const passkey = await usePasskey(await call('POST /api/session/passkey-options'), true)
    if (!isOver) await onUse(passkey)
  }
  offer().catch(() => undefined)
  return {
    stop() {
      isOver = true
      void library().then(({ WebAuthnAbortService }) => WebAuthnAbortService.cancelCeremony())
    },
  }
}
