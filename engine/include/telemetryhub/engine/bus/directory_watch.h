// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include <sys/types.h>

#include <QTimer>

class QFileSystemWatcher;

namespace telemetryhub::engine {

/// What a path leads to, through all links, as far as it matters for opening it.
struct PathState {
    bool exists = false;
    bool permitted = false;  ///< this user may read and write it
    dev_t fileSystem = 0;
    ino_t inode = 0;
    dev_t device = 0;  ///< of a device node

    [[nodiscard]] static PathState of(const std::string& path);
    friend bool operator==(const PathState&, const PathState&) = default;
};

/// Tells when a path that is waited for leads somewhere new, without ever polling.
///
/// Watches the folder of the path and of what each link on the way points to, or the nearest
/// folder above that exists; one inotify instance serves every path, and none is watched while
/// nobody waits. What changes within `kSettleMs` is one change, as udev makes a node, its
/// permissions and its links one after the other.
///
/// Threads: one, which runs a Qt event loop.
/// Errors:  a folder that cannot be watched is not: the waiting ones have their own retries.
class DirectoryWatch {
public:
    static constexpr int kSettleMs = 20;

    /// One path that is waited for, until this object goes.
    class Waiting {
    public:
        Waiting(Waiting&& other) noexcept;
        Waiting& operator=(Waiting&& other) noexcept;
        ~Waiting();

    private:
        friend class DirectoryWatch;
        Waiting(DirectoryWatch& watch, std::uint64_t id) : m_watch(&watch), m_id(id) {}

        DirectoryWatch* m_watch;
        std::uint64_t m_id;
    };

    DirectoryWatch();
    /// \pre nobody waits
    ~DirectoryWatch();
    DirectoryWatch(const DirectoryWatch&) = delete;
    DirectoryWatch& operator=(const DirectoryWatch&) = delete;

    /// Calls `changed` from the event loop each time `path` exists in another state than before,
    /// at first than `since`. It may end this or any other waiting.
    [[nodiscard]] Waiting waitFor(std::string path, const PathState& since,
                                  std::function<void()> changed);
    /// The folders that are watched, in order.
    [[nodiscard]] std::vector<std::string> folders() const;

private:
    struct Waiter {
        std::string path;
        PathState told;
        std::function<void()> changed;
        std::set<std::string> folders;
    };

    void follow(Waiter& waiter);
    bool watchAll(const std::set<std::string>& folders);
    void release(const std::set<std::string>& folders);
    void stopWaiting(std::uint64_t id);
    void folderChanged(const std::string& folder);
    void settle();
    void check(std::uint64_t id);

    std::unique_ptr<QFileSystemWatcher> m_watcher;  ///< made when somebody waits
    std::map<std::string, int> m_uses;              ///< how many wait for something in a folder
    std::map<std::uint64_t, Waiter> m_waiters;
    std::uint64_t m_lastId = 0;
    std::set<std::string> m_changedFolders;
    std::set<std::uint64_t> m_changedBefore;  ///< waiters whose path changed before they waited
    QTimer m_settleTimer;
};

}  // namespace telemetryhub::engine
