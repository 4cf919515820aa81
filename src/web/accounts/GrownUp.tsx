import { useSignal } from '@preact/signals'
import { accountLimits } from '../../core/accounts/limits.ts'
import { call } from '../shell/api.ts'
import { wordsFor } from '../shell/declined.ts'
import { notify } from '../shell/notice.tsx'
import { loadSession } from '../shell/session.ts'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { OnceMore } from '../ui/OnceMore.tsx'

/** Somebody under 16 says that they are no longer. Asked once more, for it cannot be taken back; nothing opens by it. */
export function GrownUp() {
  const { say, language } = useWords()
  const isAsking = useSignal(false)
  const n = accountLimits.openAge
  const confirm = async () => {
    isAsking.value = false
    try {
      await call('PUT /api/account/age', { body: { age: 'older' } })
      await loadSession()
      notify(say('settings.grown'))
    } catch (error) {
      notify(await wordsFor(error, language, say))
    }
  }
  return (
    <>
      <button type="button" class={shell.button} onClick={() => (isAsking.value = true)}>
        {say('settings.grow', { n })}
      </button>
      {isAsking.value && (
        <OnceMore
          title={say('settings.growAsk', { n })}
          means={say('settings.growMeans')}
          yes={say('settings.growYes')}
          no={say('settings.growNo')}
          onYes={() => void confirm()}
          onNo={() => (isAsking.value = false)}
        />
      )}
    </>
  )
}
