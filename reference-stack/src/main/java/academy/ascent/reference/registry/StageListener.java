package academy.ascent.reference.registry;

/** Is told when the version that is in a stage may have changed. */
public interface StageListener {
    /** Called after the change is on the disk, on the thread that made it; must not block and must not throw. */
    void changed(String model);
}
