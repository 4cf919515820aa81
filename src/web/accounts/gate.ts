import type { Proof } from '../../core/accounts/work.ts'
import { Declined } from '../shell/api.ts'
import { scriptAddress } from '../shell/script-address.ts'
import type { Asked, Told } from './proving.ts'
import address from './proving.ts?worker&url'

/** Answers a challenge, off the page's own thread; `told` hears how far it is, from 0 to 1, where 1 is longer than most take. */
function answer(asked: Asked, told: (part: number) => void): Promise<Proof> {
  const worker = new Worker(scriptAddress('onshore-proof', address), { type: 'module' })
  return new Promise<Proof>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Told>) => {
      // How long it takes is luck: this is how often as many tries are enough.
      told(1 - Math.exp(-data.tried / 2 ** asked.difficulty))
      if (data.answer !== null) resolve({ challenge: asked.challenge, answer: data.answer })
    }
    worker.onerror = () => reject(new Error('the work could not be begun'))
    worker.postMessage(asked)
  }).finally(() => worker.terminate())
}

const mostTries = 3

/** Sends what joins; where the shore asks for work, does it and sends again. `told` hears null once nothing is worked on. */
export async function throughGate<T>(
  send: (proof?: Proof) => Promise<T>,
  told: (part: number | null) => void,
): Promise<T> {
  let proof: Proof | undefined
  for (let tries = 0; ; tries++) {
    try {
      return await send(proof)
    } catch (error) {
      if (!(error instanceof Declined) || error.problem.code !== 'join.proof' || tries === mostTries) throw error
      told(0)
      const { params = {} } = error.problem
      const asked = { challenge: String(params['challenge']), difficulty: Number(params['difficulty']) }
      proof = await answer(asked, told).finally(() => told(null))
    }
  }
}
