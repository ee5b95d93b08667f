package academy.ascent.sandbox.cluster;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests that need a node with real pods; they may take its TestCluster as parameter. Run by {@code ./ascent test
 * --cluster}.
 */
@Tag("cluster")
@ExtendWith(RealClusterExtension.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface RealClusterTest {}
