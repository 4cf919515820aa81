import { type Signal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Video } from '../../core/wire/video.ts'
import { notify } from '../shell/notice.tsx'
import { loadPageWords, useWords } from '../shell/words.ts'
import type { Acts } from './acts.ts'
import type { SheetName } from './view.ts'

interface Props {
  name: Signal<SheetName | null>
  clip: Video | null
  hasFigures: Signal<boolean>
  acts: Acts
}

type Loaded = typeof import('./sheets-loaded.ts')

/** What opens over a clip, loaded when the first of it is asked for. */
export function Sheets({ name, clip, hasFigures, acts }: Props) {
  const { say } = useWords()
  const loaded = useSignal<Loaded | null>(null)
  const isWanted = name.value !== null || hasFigures.value
  useEffect(() => {
    if (isWanted && !loaded.peek())
      void Promise.all([import('./sheets-loaded.ts'), loadPageWords('share', 'interests')]).then(
        ([found]) => (loaded.value = found),
        () => {
          name.value = null
          hasFigures.value = false
          notify(say('error.offline'))
        },
      )
  }, [isWanted])
  const found = loaded.value
  if (!found) return null
  // A dialog tells of its end a moment later, when the next may be open already.
  const close = (which: SheetName) => () => {
    if (name.peek() === which) name.value = null
  }
  return (
    <>
      {name.value === 'menu' && clip && (
        <found.ClipMenu clip={clip} acts={acts} onClose={close('menu')} onOpen={next => (name.value = next)} />
      )}
      {name.value === 'comments' && clip && <found.Comments clip={clip} onClose={close('comments')} />}
      {name.value === 'share' && clip && <found.ShareSheet what={clip} onClose={close('share')} />}
      {name.value === 'transcript' && clip && <found.Transcript clip={clip} onClose={close('transcript')} />}
      {name.value === 'report' && clip && <found.Report kind="video" id={clip.id} onClose={close('report')} />}
      {name.value === 'why' && clip && <found.Why clip={clip} onClose={close('why')} />}
      {name.value === 'help' && <found.Help onClose={close('help')} />}
      {hasFigures.value && <found.Figures onClose={() => (hasFigures.value = false)} />}
    </>
  )
}
