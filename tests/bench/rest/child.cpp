// SPDX-License-Identifier: GPL-3.0-or-later
#include "child.h"

#include <array>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <sstream>
#include <thread>

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace telemetryhub::bench {

namespace {

bool canConnect(int port) {
    const auto socket = connectedTo(port);
    if (socket) ::close(*socket);
    return socket.has_value();
}

}  // namespace

std::optional<int> connectedTo(int port) {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
        return socket;
    ::close(socket);
    return std::nullopt;
}

Child::Child(const std::vector<std::string>& command)
    : Child([&command] {
          const int nowhere = ::open("/dev/null", O_RDWR);
          ::dup2(nowhere, STDOUT_FILENO);
          ::dup2(nowhere, STDERR_FILENO);
          std::vector<char*> arguments;
          for (const std::string& word : command)
              arguments.push_back(const_cast<char*>(word.c_str()));
          arguments.push_back(nullptr);
          ::execvp(arguments[0], arguments.data());
      }) {}

Child::Child(const std::function<void()>& work) {
    m_pid = ::fork();
    if (m_pid != 0) return;
    // A benchmark that is killed leaves nothing behind.
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    work();
    ::_exit(0);
}

Child::~Child() {
    if (m_pid <= 0) return;
    ::kill(m_pid, SIGTERM);
    ::waitpid(m_pid, nullptr, 0);
}

double Child::residentKb() const {
    std::ifstream status("/proc/" + std::to_string(m_pid) + "/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("RssAnon:")) return std::atof(line.c_str() + 8);
    return 0;
}

bool isInstalled(const std::string& program) {
    const char* path = std::getenv("PATH");
    std::istringstream folders(std::string(path != nullptr ? path : "") + ":/usr/sbin");
    for (std::string folder; std::getline(folders, folder, ':');)
        if (::access((folder + '/' + program).c_str(), X_OK) == 0) return true;
    return false;
}

bool waitForPort(int port) {
    for (int i = 0; i < 1000; ++i) {
        if (canConnect(port)) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
}

std::size_t bodyBytes(int port, const std::string& path) {
    const auto socket = connectedTo(port);
    if (!socket) return 0;
    const std::string request = "GET " + path + " HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n";
    std::string answer;
    if (::write(*socket, request.data(), request.size()) > 0) {
        std::array<char, 65'536> piece{};
        for (ssize_t count = 0; (count = ::read(*socket, piece.data(), piece.size())) > 0;)
            answer.append(piece.data(), static_cast<std::size_t>(count));
    }
    ::close(*socket);
    const std::size_t end = answer.find("\r\n\r\n");
    return end == answer.npos ? 0 : answer.size() - end - 4;
}

}  // namespace telemetryhub::bench
