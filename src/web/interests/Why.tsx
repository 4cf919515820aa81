import { useSignal } from '@preact/signals'
import type { Video } from '../../core/wire/video.ts'
import { learned, tell } from '../feed/attention.ts'
import { feedOrder } from '../shell/device.ts'
import { setFollowed } from '../shell/ties.ts'
import { type Say, useWords } from '../shell/words.ts'
import { Sheet } from '../ui/Sheet.tsx'
import type { Change, Worded } from './asking.ts'
import { reasonsOf } from './feed.ts'
import css from './interests.module.css'
import { ask } from './keeper.ts'

/** Why a clip stands where it does: the terms of its score, in words, each with what changes it. */
export function Why({ clip, onClose }: { clip: Video; onClose(): void }) {
  const { say } = useWords()
  const reasons = feedOrder.value === 'personal' ? reasonsOf(clip.id) : null
  return (
    <Sheet title={say('why.title')} closeLabel={say('sheet.close')} onClose={onClose}>
      {reasons ? (
        <>
          <p class={css.lead}>{say('why.lead')}</p>
          <ul class={css.reasons}>
            {reasons.map((reason, n) => (
              <Line key={`${reason.code} ${n}`} reason={reason} clip={clip} />
            ))}
          </ul>
        </>
      ) : (
        <p class={css.lead}>{say(feedOrder.value === 'same' ? 'why.same' : 'why.none')}</p>
      )}
      <p class={css.more}>
        <a href="/interests" onClick={onClose}>
          {say('title.interests')}
        </a>
      </p>
    </Sheet>
  )
}

function Line({ reason, clip }: { reason: Worded; clip: Video }) {
  const { say, language } = useWords()
  const undo = useSignal<(() => void) | null>(null)
  const isWrong = useSignal(false)
  const percent = new Intl.NumberFormat(language, { style: 'percent' })
  const act = async () => {
    isWrong.value = false
    try {
      undo.value = await carryOut(reason, clip)
      learned.value++
    } catch {
      isWrong.value = true
    }
  }
  const takeBack = () => {
    undo.peek()?.()
    undo.value = null
    learned.value++
  }
  const share = Math.max(0.01, reason.share)
  return (
    <li class={css.reason}>
      <p>{sentence(reason, clip, say)}</p>
      <div class={css.share}>
        <meter min={0} max={1} value={share} aria-label={say('why.share')} />
        <span>{say(reason.speaksFor ? 'why.for' : 'why.against', { share: percent.format(share) })}</span>
      </div>
      <div class={css.acts}>
        {undo.value ? (
          <>
            <span role="status">{say('why.done')}</span>
            <button type="button" class={css.act} onClick={takeBack}>
              {say('why.undo')}
            </button>
          </>
        ) : (
          <button type="button" class={css.act} onClick={() => void act()}>
            {say(`why.do.${reason.control.do}`, { words: reason.words ?? '', handle: clip.author.handle })}
          </button>
        )}
      </div>
      {isWrong.value && <p role="alert">{say('interests.fault')}</p>}
    </li>
  )
}

const quoted = ({ caption, handle }: { caption: string; handle: string }, say: Say): string =>
  caption ? say('why.clip', { caption: caption.split('\n')[0]!.slice(0, 60), handle }) : say('why.clipOf', { handle })

function sentence(reason: Worded, clip: Video, say: Say): string {
  const { code, speaksFor, clips, params, words } = reason
  const side = speaksFor ? 'for' : 'against'
  if (code === 'finished-like' || code === 'liked-like' || code === 'skipped-like' || code === 'less-like') {
    const named = clips.map(one => quoted(one, say)).join(` ${say('why.and')} `)
    const more = (params.ids?.length ?? 0) - clips.length + (params.more ?? 0)
    return [say(`why.${code}`, { clips: named }), ...(more > 0 ? [say('why.more', { n: more })] : [])].join(' ')
  }
  const facts = { words: words ?? '', handle: clip.author.handle }
  const isTwoSided = ['topic', 'creator', 'sound', 'language', 'loved-here', 'slider', 'length'].includes(code)
  return say(isTwoSided ? `why.${code}.${side}` : `why.${code}`, facts)
}

/** Does what a reason's button says, and gives what takes it back. */
async function carryOut({ control, words }: Worded, clip: Video): Promise<() => void> {
  const change = async (wanted: Change) => {
    const token = await ask({ ask: 'change', change: wanted })
    return () => void ask({ ask: 'change', change: { do: 'undo', token } }).then(() => learned.value++)
  }
  switch (control.do) {
    case 'forget-items':
    case 'undo-less':
      return change({ do: 'forget-items', ids: control.ids })
    case 'less-topic':
      return change({ do: 'topic', key: control.key, words: words ?? '', step: 'less' })
    case 'undo-slider':
      return change({ do: 'topic', key: control.key, words: words ?? '', step: null })
    case 'forget-creator':
    case 'forget-sound':
    case 'forget-pick':
      return change({ do: control.do, key: control.key })
    case 'forget-language':
      return change({ do: 'forget-languages' })
    case 'explore-less':
      return change({ do: 'exploring', exploring: 'less' })
    case 'length':
      return change({ do: 'length', length: 0 })
    case 'unfollow': {
      const follow = (follows: boolean) => {
        tell(clip, { kind: follows ? 'follow' : 'unfollow' })
        return setFollowed(clip.author.handle, follows)
      }
      await follow(false)
      return () => void follow(true).catch(() => undefined)
    }
    case 'non-personal':
      feedOrder.value = 'same'
      return () => {
        feedOrder.value = 'personal'
      }
  }
}
