/** A worker of one page: it tries numbers, tells how many it has tried, and ends with the answer. */
import { answerAmong } from '../../core/accounts/work.ts'

interface Scope {
  postMessage(message: Told): void
  addEventListener(name: 'message', hear: (event: MessageEvent<Asked>) => void): void
}
export interface Asked {
  challenge: string
  difficulty: number
}
/** `answer` is null while none is found. */
export interface Told {
  tried: number
  answer: string | null
}

const scope = self as unknown as Scope
const atOnce = 8192

scope.addEventListener('message', ({ data: { challenge, difficulty } }) => {
  for (let tried = 0; ; ) {
    const answer = answerAmong(challenge, difficulty, tried, atOnce)
    tried += atOnce
    scope.postMessage({ tried, answer })
    if (answer !== null) return
  }
})
