/** An address the user gave; a link only when it is a web address. */
export function TrackerLink({ url }: { url: string }) {
    if (!/^https?:\/\//i.test(url)) return <>{url}</>;
    return (
        <a href={url} target="_blank" rel="noopener noreferrer">
            {url}
        </a>
    );
}
