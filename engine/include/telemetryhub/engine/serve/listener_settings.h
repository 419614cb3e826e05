// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "telemetryhub/engine/serve/access_role.h"

namespace telemetryhub::engine {

/// Who may come in; the token itself is kept nowhere.
struct AccessToken {
    std::string name;  ///< for logs and the window
    AccessRole role = AccessRole::Viewer;
    std::string hash;  ///< as `make-token` prints it
};

/// What the listener accepts at most.
struct ListenerLimits {
    std::size_t requestLineBytes = std::size_t{8} * 1024;
    std::size_t headerBytes = std::size_t{32} * 1024;
    std::size_t fieldBytes = std::size_t{8} * 1024;
    std::size_t fields = 64;
    std::size_t bodyBytes = std::size_t{1024} * 1024;
    std::chrono::milliseconds headerDeadline{5'000};  ///< for the whole head
    std::chrono::milliseconds bodyDeadline{10'000};   ///< for the whole body
    double bodyBytesPerSecond = 1024;                 ///< at least, after two seconds
    std::chrono::milliseconds idleDeadline{60'000};   ///< between two requests
    std::chrono::milliseconds writeDeadline{30'000};  ///< without the client taking a byte
    std::size_t connections = 256;
    std::size_t connectionsOfPeer = 32;  ///< of another machine; programs of this one share theirs
    double requestsPerSecond = 0;        ///< of a peer; 0: as many as it likes
    double failedLoginsPerMinute = 10;   ///< of a peer
};

/// How the listener listens.
struct ListenerSettings {
    std::string host = "127.0.0.1";  ///< an address; any but loopback needs TLS and tokens
    std::uint16_t port = 0;          ///< 0: a free one
    std::string certificateFile;     ///< PEM; empty: no TLS
    std::string keyFile;             ///< PEM, readable by its owner alone
    std::vector<AccessToken> tokens;
    std::vector<std::string> allowedHosts;  ///< beside the address itself and localhost
    /// Whose files a device that is added by request may read, beside those of the recordings.
    std::vector<std::string> fileFolders;
    ListenerLimits limits;
};

}  // namespace telemetryhub::engine
