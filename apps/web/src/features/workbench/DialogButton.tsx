import { type ReactNode, useState } from 'react';
import { Button } from '../../ui';

interface DialogButtonProps {
  icon: ReactNode;
  text: string;
  /** The dialog, while it is open. */
  children(close: () => void): ReactNode;
}

/** A quiet button that opens a dialog of its own. */
export function DialogButton({ icon, text, children }: DialogButtonProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="quiet" icon={icon} onPress={() => setOpen(true)}>
        {text}
      </Button>
      {isOpen && children(() => setOpen(false))}
    </>
  );
}
