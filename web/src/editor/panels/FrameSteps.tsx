import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';

interface StepButtonProps {
    title: string;
    direction: 1 | -1;
    onStep: (direction: 1 | -1) => void;
}

/** To the one before or the one after. */
export function StepButton({ title, direction, onStep }: StepButtonProps) {
    return (
        <Tooltip title={title} mouseEnterDelay={0.4}>
            <Button
                type="text"
                size="small"
                aria-label={title}
                icon={direction > 0 ? <RightOutlined /> : <LeftOutlined />}
                onClick={() => onStep(direction)}
            />
        </Tooltip>
    );
}

interface FrameStepsProps {
    /** What is gone to before and after this frame. */
    previous: string;
    next: string;
    onStep: (direction: 1 | -1) => void;
}

/** To the frame before and the one after that has something; frames run from left to right in every language. */
export function FrameSteps({ previous, next, onStep }: FrameStepsProps) {
    return (
        <span dir="ltr" className="ed-frame-steps">
            <StepButton title={previous} direction={-1} onStep={onStep} />
            <StepButton title={next} direction={1} onStep={onStep} />
        </span>
    );
}
