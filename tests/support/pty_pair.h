// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace telemetryhub::test {

/// A pseudo terminal: the test is the device on the master side, the slave is a port to open.
///
/// Raw in both directions. The slave is also held open here, so that closing the port under test
/// does not end the pair; only `hangUp` does. No call blocks.
///
/// Threads: one at a time.
/// Errors:  what the test cannot go on without aborts with a message.
class PtyPair {
public:
    PtyPair();
    ~PtyPair();
    PtyPair(const PtyPair&) = delete;
    PtyPair& operator=(const PtyPair&) = delete;

    /// The port to open, `/dev/pts/N`.
    [[nodiscard]] const std::string& slavePath() const { return m_slavePath; }
    /// Makes `path` a symbolic link to the slave, as udev does; removed when the pair ends.
    void link(const std::string& path);

    /// Sends as much as fits without waiting and returns how many bytes that were; 0 when the
    /// reader holds back.
    std::size_t write(std::string_view bytes);
    /// Bytes that were sent and that nobody has read from the system's buffer so far. Just after a
    /// write it may still say 0.
    [[nodiscard]] std::size_t unreadBytes() const;
    /// What the other side has sent so far.
    [[nodiscard]] std::string read();
    /// The cable is pulled: the slave's node disappears. What the other side has not read is lost.
    void hangUp();

    [[nodiscard]] int masterDescriptor() const { return m_master; }

private:
    int m_master = -1;
    int m_slave = -1;
    std::string m_slavePath;
    std::string m_link;
};

}  // namespace telemetryhub::test
