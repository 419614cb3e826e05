// SPDX-License-Identifier: GPL-3.0-or-later
#include "load.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace telemetryhub::bench {

namespace {

double milliseconds(const char* text) {
    char* unit = nullptr;
    const double number = std::strtod(text, &unit);
    if (std::strncmp(unit, "us", 2) == 0) return number / 1000;
    if (std::strncmp(unit, "ms", 2) == 0) return number;
    return number * 1000;
}

void readLine(const char* line, Load& load) {
    std::array<char, 32> word{};
    long connect = 0;
    long read = 0;
    long write = 0;
    long timeout = 0;
    long refused = 0;
    if (std::sscanf(line, " 99%% %31s", word.data()) == 1) load.p99Ms = milliseconds(word.data());
    if (std::sscanf(line, "Requests/sec: %31s", word.data()) == 1)
        load.requestsPerSecond = std::atof(word.data());
    if (std::sscanf(line, " Socket errors: connect %ld, read %ld, write %ld, timeout %ld", &connect,
                    &read, &write, &timeout) == 4)
        load.errors += connect + read + write + timeout;
    if (std::sscanf(line, " Non-2xx or 3xx responses: %ld", &refused) == 1) load.errors += refused;
}

}  // namespace

Load loadOf(const std::string& url, int connections, int seconds, const std::string& script) {
    const std::string command =
        "wrk --latency -t1 -c" + std::to_string(connections) + " -d" + std::to_string(seconds) +
        "s " + (script.empty() ? std::string() : "-s '" + script + "' ") + url + " 2>&1";
    Load load;
    std::FILE* output = ::popen(command.c_str(), "r");
    if (output == nullptr) return load;
    std::array<char, 512> line{};
    while (std::fgets(line.data(), static_cast<int>(line.size()), output) != nullptr)
        readLine(line.data(), load);
    ::pclose(output);
    return load;
}

}  // namespace telemetryhub::bench
