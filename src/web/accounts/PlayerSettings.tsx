import captions from '../player/captions.module.css'
import {
  type CaptionStyle,
  captionStyle,
  chooseSaving,
  chosenMotion,
  hidesCounts,
  keepsClips,
  savesData,
  wantsCaptions,
  wantsLetterKeys,
} from '../shell/device.ts'
import { useWords } from '../shell/words.ts'
import css from './accounts.module.css'
import { Choice, Switch } from './Choice.tsx'

/** How clips play on this device: captions and their look, data, motion, keys, and what is kept for a lost network. */
export function PlayerSettings() {
  const { say } = useWords()
  const style = captionStyle.value
  const change = (part: Partial<CaptionStyle>) => (captionStyle.value = { ...captionStyle.peek(), ...part })
  const keep = (isOn: boolean) => {
    keepsClips.value = isOn
    if (!isOn) void import('../player/kept-clips.ts').then(({ forgetKeptClips }) => forgetKeptClips())
  }
  return (
    <>
      <Switch label={say('settings.captions')} isOn={wantsCaptions.value} onChange={on => (wantsCaptions.value = on)} />
      <Choice
        legend={say('settings.captionSize')}
        name="caption-size"
        value={style.size}
        options={(['s', 'm', 'l', 'xl'] as const).map(size => [size, say(`settings.captionSize.${size}`)])}
        onChange={size => change({ size: size as CaptionStyle['size'] })}
      />
      <Choice
        legend={say('settings.captionColour')}
        name="caption-colour"
        value={style.colour}
        options={(['white', 'yellow'] as const).map(colour => [colour, say(`settings.captionColour.${colour}`)])}
        onChange={colour => change({ colour: colour as CaptionStyle['colour'] })}
      />
      <Choice
        legend={say('settings.captionBehind')}
        name="caption-behind"
        value={style.behind}
        options={(['shade', 'black', 'none'] as const).map(behind => [behind, say(`settings.captionBehind.${behind}`)])}
        onChange={behind => change({ behind: behind as CaptionStyle['behind'] })}
      />
      <div class={css.captionSample}>
        <div class={captions.cues} data-size={style.size} data-colour={style.colour} data-behind={style.behind}>
          <p>
            <span>{say('settings.captionSample')}</span>
          </p>
        </div>
      </div>
      <Choice
        legend={say('settings.motion')}
        name="motion"
        value={chosenMotion.value ?? 'system'}
        options={[
          ['system', say('settings.motion.system')],
          ['less', say('settings.motion.less')],
        ]}
        onChange={value => (chosenMotion.value = value === 'less' ? 'less' : null)}
      />
      <Switch label={say('settings.hidesCounts')} isOn={hidesCounts.value} onChange={on => (hidesCounts.value = on)} />
      <Switch label={say('settings.saveData')} isOn={savesData.value} onChange={chooseSaving} />
      <Switch label={say('settings.keepClips')} isOn={keepsClips.value} onChange={keep} />
      <Switch
        label={say('settings.letterKeys')}
        isOn={wantsLetterKeys.value}
        onChange={on => (wantsLetterKeys.value = on)}
      />
    </>
  )
}
