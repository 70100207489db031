import { Alert } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';

interface Props {
    /** What is wrong; null for nothing. */
    text: string | null;
    description?: ReactNode;
    className?: string;
}

/** Says above a form why it was refused. A long form is sent from its end: what is said comes into sight. */
export function FormProblem({ text, description, className }: Props) {
    const root = useRef<HTMLDivElement>(null);
    useEffect(() => {
        if (text) root.current?.scrollIntoView({ block: 'center' });
    }, [text]);
    if (!text) return null;
    return (
        <div ref={root} className={className}>
            <Alert
                type="error"
                showIcon
                role="alert"
                message={<span className="limn-prewrap">{text}</span>}
                description={description}
            />
        </div>
    );
}
