package io.cellsearch.training.runner;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Looks into the memory of another JVM of this machine, from outside. */
final class RunnerGauge implements AutoCloseable {
  /** What is only weakly held is gone after two collections. */
  private static final int COLLECTIONS = 3;

  private final JMXConnector connector;
  private final MBeanServerConnection beans;

  /**
   * Bytes after a collection, and classes.
   *
   * @param direct of buffers beside the heap
   */
  record Reading(long heap, long metaspace, long direct, int classes) {
    @Override
    public String toString() {
      return "heap %d KiB, metaspace %d KiB, direct %d KiB, %d classes"
          .formatted(heap >> 10, metaspace >> 10, direct >> 10, classes);
    }
  }

  RunnerGauge(long pid) throws IOException, AttachNotSupportedException {
    VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
    try {
      connector =
          JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
    } finally {
      machine.detach();
    }
    beans = connector.getMBeanServerConnection();
  }

  Reading read() throws IOException {
    MemoryMXBean memory = ManagementFactory.getPlatformMXBean(beans, MemoryMXBean.class);
    for (int i = 0; i < COLLECTIONS; i++) {
      memory.gc();
    }
    return new Reading(
        memory.getHeapMemoryUsage().getUsed(),
        ManagementFactory.getPlatformMXBeans(beans, MemoryPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("Metaspace"))
            .mapToLong(pool -> pool.getUsage().getUsed())
            .sum(),
        ManagementFactory.getPlatformMXBeans(beans, BufferPoolMXBean.class).stream()
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum(),
        ManagementFactory.getPlatformMXBean(beans, ClassLoadingMXBean.class).getLoadedClassCount());
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }
}
