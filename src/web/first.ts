/** Starts the clip that came with the page, before the rest of the program is there; not where motion is unwelcome. */
function start(): void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return
  void document
    .querySelector<HTMLVideoElement>('video[data-first]')
    ?.play()
    .catch(() => undefined)
}

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start)
else start()

export {}
