import { domainFaultIn } from '../../core/institutions/domain-fault.ts'
import type { Language, Say } from '../shell/words.ts'

/** Why a notice was not handed over, as a sentence. */
export const faultWords = (fault: string, say: Say, language: Language): string =>
  fault === 'none' || fault === 'nobody' || fault === 'late'
    ? say(`week.fault.${fault}`)
    : say('week.fault', { fault: domainFaultIn(language, fault) })
