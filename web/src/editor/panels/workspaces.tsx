import { useEffect, type ComponentType } from 'react';
import { enterAttributes } from '../session/attributeMode';
import type { Session } from '../session/session';
import { enterSingle } from '../session/singleMode';
import { enterTags } from '../session/tagMode';
import type { WorkspaceName } from '../session/workspaces';
import { useSession, useView } from './context';
import './modes/modes.css';
import { AttributePanel } from './modes/AttributePanel';
import { SinglePanel } from './modes/SinglePanel';
import { TagPanel } from './modes/TagPanel';
import { ViewTools } from './ViewButtons';
import { ReviewSidebar } from './review/ReviewSidebar';
import { ReviewTools } from './review/ReviewTools';

/** What a workspace shows around the canvas; what it leaves out is as in the standard one. */
export interface WorkspaceParts {
    readonly Tools?: ComponentType;
    readonly Sidebar?: ComponentType;
    /** Called when it is taken up; returns what is done when it is left. */
    readonly enter?: (session: Session) => () => void;
}

const PARTS: Readonly<Record<WorkspaceName, WorkspaceParts>> = {
    standard: {},
    attributes: { Tools: ViewTools, Sidebar: AttributePanel, enter: enterAttributes },
    single: { Tools: ViewTools, Sidebar: SinglePanel, enter: enterSingle },
    tags: { Tools: ViewTools, Sidebar: TagPanel, enter: enterTags },
    review: { Tools: ReviewTools, Sidebar: ReviewSidebar },
};

/** The parts of the workspace in use, which is taken up and left along with the component that asks. */
export function useWorkspaceParts(): WorkspaceParts {
    const session = useSession();
    const parts = PARTS[useView(view => view.workspace)];
    useEffect(() => parts.enter?.(session), [parts, session]);
    return parts;
}
