// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <sys/types.h>

#include "telemetryhub/engine/core/error.h"

namespace telemetryhub::engine {

/// A process that holds a port.
struct PortHolder {
    pid_t pid = 0;
    std::string name;  ///< empty when unknown
    bool isThisProcess = false;

    friend bool operator==(const PortHolder&, const PortHolder&) = default;
};

/// How the operating system answered the attempt to open a port.
enum class OpenFailure {
    None,             ///< not tried
    Refused,          ///< no permission, or held exclusively
    NoDevice,         ///< the node is there, nothing answers behind it
    SettingsRefused,  ///< open, but not with these settings
    Other,
};

/// What could be learnt about a port that does not open.
struct PortFacts {
    bool exists = false;
    std::optional<bool> isTerminal;  ///< unset: the system does not tell
    bool permitted = false;          ///< this user may read and write it
    OpenFailure failure = OpenFailure::None;
    std::optional<PortHolder> holder;
    std::string staleLock;  ///< lock file of a program that is gone; empty: none
    std::string reason;     ///< the system's words; may be empty
};

/// The failure as a code and one sentence with the remedy. `name` is what the operator typed.
[[nodiscard]] Error openingError(std::string_view name, const PortFacts& facts);

/// Why a port that was open failed: unplugged, or broken.
[[nodiscard]] Error linkError(std::string_view name, bool isGone, std::string_view reason);

/// What a lock file of the UUCP kind says.
struct PortLock {
    pid_t pid = 0;
    bool guardsItself = false;  ///< of the kind that Qt writes and checks by itself
};

/// Reads a lock file's text: `      2214 minicom user`, or lines of pid, program and host.
[[nodiscard]] std::optional<PortLock> parsePortLock(std::string_view text);

/// Whether a list of terminal drivers, written as in /proc/tty/drivers, names this device number.
[[nodiscard]] bool listsTerminal(std::string_view drivers, unsigned major, unsigned minor);

/// Looks at a port without opening it, so that no modem line moves; `failure` stays None.
[[nodiscard]] PortFacts examinePort(const std::string& path);

/// A program whose lock file claims the port at `canonicalPath`, if it lives.
[[nodiscard]] std::optional<PortHolder> foreignLockHolder(const std::string& canonicalPath);

/// Who holds the port, as far as this user may see: by lock file, else by open files. About 10 ms.
void findHolder(const std::string& canonicalPath, PortFacts& facts);

}  // namespace telemetryhub::engine
