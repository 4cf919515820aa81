import { useEffect } from 'preact/hooks'

/** Names the document after the page. The server does the same for the first one. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title
  }, [title])
}
