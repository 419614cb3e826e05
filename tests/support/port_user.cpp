// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/port_user.h"

#include <csignal>
#include <fstream>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace telemetryhub::test {

namespace {

/// Until the program was loaded, its process bears the name of this one.
bool isLoaded(pid_t pid) {
    std::string name;
    std::ifstream("/proc/" + std::to_string(pid) + "/comm") >> name;
    return name == "cat";
}

}  // namespace

PortUser::PortUser(const std::string& path) {
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, path.c_str(), O_RDONLY | O_NOCTTY, 0);
    std::string name = "cat";
    char* arguments[] = {name.data(), nullptr};
    if (posix_spawnp(&m_pid, "cat", &files, nullptr, arguments, environ) != 0) m_pid = -1;
    posix_spawn_file_actions_destroy(&files);
    for (int tries = 0; started() && !isLoaded(m_pid) && tries < 5'000; ++tries)
        usleep(1'000);
}

PortUser::~PortUser() {
    if (!started()) return;
    kill(m_pid, SIGKILL);
    waitpid(m_pid, nullptr, 0);
}

}  // namespace telemetryhub::test
