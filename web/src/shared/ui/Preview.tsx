import { PictureOutlined } from '@ant-design/icons';
import { useState } from 'react';

interface Props {
    /** Null when there is nothing to show yet. */
    src: string | null;
    width: number | string;
    height: number;
}

/** A picture in a box of fixed size, so that nothing moves when it arrives. */
export function Preview({ src, width, height }: Props) {
    const [failed, setFailed] = useState<string | null>(null);
    return (
        <div className="limn-preview" style={{ width, height }}>
            {src && failed !== src ? (
                <img src={src} alt="" loading="lazy" decoding="async" onError={() => setFailed(src)} />
            ) : (
                <PictureOutlined aria-hidden />
            )}
        </div>
    );
}
