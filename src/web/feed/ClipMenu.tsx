import type { Signal } from '@preact/signals'
import { useLocation } from 'preact-iso'
import type { Video } from '../../core/wire/video.ts'
import { chooseSaving, pace, paces, savesData, wantsCaptions } from '../shell/device.ts'
import { useWords } from '../shell/words.ts'
import { Icon } from '../ui/Icon.tsx'
import type { IconName } from '../ui/icon-names.ts'
import { Sheet, sheetLeft } from '../ui/Sheet.tsx'
import type { Acts } from './acts.ts'
import { share } from './Rail.tsx'
import css from './sheets.module.css'
import type { SheetName } from './view.ts'

interface Props {
  clip: Video
  acts: Acts
  onClose(): void
  onOpen(name: SheetName): void
}

/** What holding a clip opens: everything that has no button of its own. */
export function ClipMenu({ clip, acts, onClose, onOpen }: Props) {
  const { say, language } = useWords()
  const { route } = useLocation()
  const number = new Intl.NumberFormat(language)
  const thenClose = (act: () => void) => () => {
    onClose()
    act()
  }
  return (
    <Sheet title={say('clip.menu')} closeLabel={say('sheet.close')} onClose={onClose}>
      <fieldset class={css.paces}>
        <legend>{say('menu.pace')}</legend>
        {paces.map(value => (
          <label key={value}>
            <input type="radio" name="pace" checked={pace.value === value} onChange={() => (pace.value = value)} />
            <span>{number.format(value)}×</span>
          </label>
        ))}
      </fieldset>
      <div class={css.rows}>
        {clip.captions.length > 0 && (
          <>
            <Toggle icon="captions" label={say('menu.captions')} value={wantsCaptions} />
            <Row icon="scroll-text" label={say('menu.transcript')} onClick={() => onOpen('transcript')} />
          </>
        )}
        <label class={css.row}>
          <Icon name="leaf" />
          <span>{say('menu.saveData')}</span>
          <input
            type="checkbox"
            checked={savesData.value}
            onChange={event => chooseSaving(event.currentTarget.checked)}
          />
        </label>
        <Row icon="share-2" label={say('menu.share')} onClick={thenClose(() => void share(clip, say))} />
        {document.fullscreenEnabled && (
          <Row icon="maximize" label={say('menu.fullscreen')} onClick={thenClose(acts.fullscreen)} />
        )}
        {document.pictureInPictureEnabled && (
          <Row icon="picture-in-picture-2" label={say('menu.picture')} onClick={thenClose(acts.picture)} />
        )}
        <Row icon="keyboard" label={say('menu.help')} onClick={() => onOpen('help')} />
        <a
          class={css.row}
          href="/settings"
          onClick={event => {
            event.preventDefault()
            event.stopPropagation()
            onClose()
            void sheetLeft().then(() => route('/settings'))
          }}
        >
          <Icon name="settings" />
          <span>{say('menu.captionStyle')}</span>
        </a>
      </div>
    </Sheet>
  )
}

function Row({ icon, label, onClick }: { icon: IconName; label: string; onClick(): void }) {
  return (
    <button type="button" class={css.row} onClick={onClick}>
      <Icon name={icon} />
      <span>{label}</span>
    </button>
  )
}

function Toggle({ icon, label, value }: { icon: IconName; label: string; value: Signal<boolean> }) {
  return (
    <label class={css.row}>
      <Icon name={icon} />
      <span>{label}</span>
      <input type="checkbox" checked={value.value} onChange={event => (value.value = event.currentTarget.checked)} />
    </label>
  )
}
