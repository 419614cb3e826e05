// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/bus/directory_watch.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QFileSystemWatcher>
#include <QString>

namespace telemetryhub::engine {

namespace {

constexpr int kMaxLinks = 16;  // further than any real chain of links, and no endless loop
constexpr int kMaxRounds = 16;

/// The folder that holds `path`, or the nearest one above it that exists.
std::filesystem::path nearestFolder(const std::filesystem::path& path) {
    std::filesystem::path folder = path.parent_path();
    std::error_code error;
    while (!std::filesystem::is_directory(folder, error) && folder != folder.parent_path())
        folder = folder.parent_path();
    return folder;
}

/// Every folder in which a change may make `path` lead somewhere else.
std::set<std::string> foldersOf(const std::string& path) {
    std::set<std::string> folders;
    std::error_code error;
    std::filesystem::path at = std::filesystem::absolute(path, error);
    for (int links = 0; links < kMaxLinks && !at.empty(); ++links) {
        const std::filesystem::path folder = nearestFolder(at);
        folders.insert(folder.string());
        if (folder != at.parent_path()) break;
        const std::filesystem::path target = std::filesystem::read_symlink(at, error);
        if (error) break;
        const std::filesystem::path base = std::filesystem::canonical(folder, error);
        at = (base / target).lexically_normal();
    }
    return folders;
}

}  // namespace

PathState PathState::of(const std::string& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) return {};
    const bool permitted = ::faccessat(AT_FDCWD, path.c_str(), R_OK | W_OK, AT_EACCESS) == 0;
    return {true, permitted, status.st_dev, status.st_ino, status.st_rdev};
}

DirectoryWatch::Waiting::Waiting(Waiting&& other) noexcept
    : m_watch(std::exchange(other.m_watch, nullptr)), m_id(other.m_id) {}

DirectoryWatch::Waiting& DirectoryWatch::Waiting::operator=(Waiting&& other) noexcept {
    std::swap(m_watch, other.m_watch);
    std::swap(m_id, other.m_id);
    return *this;
}

DirectoryWatch::Waiting::~Waiting() {
    if (m_watch) m_watch->stopWaiting(m_id);
}

DirectoryWatch::DirectoryWatch() {
    m_settleTimer.setSingleShot(true);
    m_settleTimer.setInterval(kSettleMs);
    QObject::connect(&m_settleTimer, &QTimer::timeout, &m_settleTimer, [this] { settle(); });
}

DirectoryWatch::~DirectoryWatch() = default;

DirectoryWatch::Waiting DirectoryWatch::waitFor(std::string path, const PathState& since,
                                                std::function<void()> changed) {
    if (!m_watcher) {
        m_watcher = std::make_unique<QFileSystemWatcher>();
        QObject::connect(m_watcher.get(), &QFileSystemWatcher::directoryChanged, &m_settleTimer,
                         [this](const QString& folder) { folderChanged(folder.toStdString()); });
    }
    const std::uint64_t id = ++m_lastId;
    Waiter& waiter = m_waiters[id];
    waiter = {std::move(path), since, std::move(changed), {}};
    follow(waiter);
    if (PathState::of(waiter.path) != since) {
        m_changedBefore.insert(id);
        m_settleTimer.start();
    }
    return {*this, id};
}

std::vector<std::string> DirectoryWatch::folders() const {
    std::vector<std::string> names;
    if (!m_watcher) return names;
    const auto watched = m_watcher->directories();
    for (const QString& folder : watched)
        names.push_back(folder.toStdString());
    std::sort(names.begin(), names.end());
    return names;
}

/// Watches what the path leads through at this moment. A folder may appear while the one above it
/// is looked at, so this goes on until nothing is new.
void DirectoryWatch::follow(Waiter& waiter) {
    for (int round = 0; round < kMaxRounds; ++round) {
        std::set<std::string> folders = foldersOf(waiter.path);
        const bool added = watchAll(folders);
        release(std::exchange(waiter.folders, std::move(folders)));
        if (!added) return;
    }
}

bool DirectoryWatch::watchAll(const std::set<std::string>& folders) {
    bool added = false;
    for (const std::string& folder : folders) {
        ++m_uses[folder];
        // Qt forgets a folder that was deleted, also when it is there again.
        const QString name = QString::fromStdString(folder);
        if (!m_watcher->directories().contains(name) && m_watcher->addPath(name)) added = true;
    }
    return added;
}

void DirectoryWatch::release(const std::set<std::string>& folders) {
    for (const std::string& folder : folders) {
        const auto use = m_uses.find(folder);
        if (--use->second > 0) continue;
        m_uses.erase(use);
        m_watcher->removePath(QString::fromStdString(folder));
    }
}

void DirectoryWatch::stopWaiting(std::uint64_t id) {
    const auto waiter = m_waiters.find(id);
    release(waiter->second.folders);
    m_waiters.erase(waiter);
    m_changedBefore.erase(id);
}

void DirectoryWatch::folderChanged(const std::string& folder) {
    m_changedFolders.insert(folder);
    // Not started anew, so that a folder in which something always happens is looked at, too.
    if (!m_settleTimer.isActive()) m_settleTimer.start();
}

void DirectoryWatch::settle() {
    std::set<std::uint64_t> concerned = std::exchange(m_changedBefore, {});
    const std::set<std::string> changed = std::exchange(m_changedFolders, {});
    for (const auto& [id, waiter] : m_waiters) {
        const bool touched =
            std::any_of(waiter.folders.begin(), waiter.folders.end(),
                        [&changed](const std::string& folder) { return changed.contains(folder); });
        if (touched) concerned.insert(id);
    }
    for (const std::uint64_t id : concerned)
        check(id);
}

void DirectoryWatch::check(std::uint64_t id) {
    const auto waiter = m_waiters.find(id);
    if (waiter == m_waiters.end()) return;  // ended by one that was told before
    follow(waiter->second);
    const PathState state = PathState::of(waiter->second.path);
    if (std::exchange(waiter->second.told, state) == state || !state.exists) return;
    // A copy, because the call may end the waiting it belongs to.
    const auto changed = waiter->second.changed;
    changed();
}

}  // namespace telemetryhub::engine
