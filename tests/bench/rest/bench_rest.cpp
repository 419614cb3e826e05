// SPDX-License-Identifier: GPL-3.0-or-later
// The HTTP server of the listener against nginx, which answers with a body of the same size: both
// on loopback, each with one thread, loaded in turn by wrk in one run.
//
// bench_rest [seconds] [URL]: 3 seconds a figure by default; with a URL of a running listener, that
// is measured instead of a server of this program, and its memory and TLS are left out.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>

#include <sys/resource.h>
#include <unistd.h>

#include "bench/bench_report.h"
#include "child.h"
#include "load.h"
#include "serve/http_server.h"
#include "serve/rest_thread.h"
#include "telemetryhub/engine/serve/certificate.h"

using namespace telemetryhub::engine;
using namespace telemetryhub::bench;

namespace {

constexpr int kPlainPort = 43180;
constexpr int kTlsPort = 43181;
constexpr int kNginxPort = 43182;
constexpr int kNginxTlsPort = 43183;
constexpr std::size_t kBodyBytes = 300;
constexpr std::size_t kMaxConnections = 1100;

/// Answers everything with one body, rendered before.
class RenderedBody final : public HttpHandler {
public:
    std::variant<AccessRole, HttpResponse> admit(const HttpHead&) override {
        return AccessRole::Admin;
    }
    void handle(const HttpRequest&, HttpRespond respond) override {
        HttpResponse response;
        response.body = m_body;
        respond(std::move(response));
    }

private:
    std::shared_ptr<const std::string> m_body =
        std::make_shared<const std::string>(kBodyBytes, 'x');
};

void serveUntilKilled(int port, const std::string& folder) {
    RestThread thread;
    RenderedBody handler;
    const SystemClock clock;
    ListenerSettings settings;
    settings.port = static_cast<std::uint16_t>(port);
    settings.limits.connections = kMaxConnections;
    if (!folder.empty()) {
        settings.certificateFile = folder + "/cert.pem";
        settings.keyFile = folder + "/key.pem";
    }
    const auto server = HttpServer::listen(settings, {thread, handler, clock, {}});
    if (!server) std::fprintf(stderr, "%s\n", server.error().detail.c_str());
    for (;;)
        ::pause();
}

void writeNginxConfig(const std::string& folder) {
    std::ofstream(folder + "/nginx.conf")
        << "worker_processes 1;\ndaemon off;\npid " << folder << "/pid;\nerror_log " << folder
        << "/error.log;\nevents { worker_connections 2048; }\nhttp {\naccess_log off;\n"
        << "keepalive_requests 1000000000;\n"
        << "client_body_temp_path " << folder << "/a;\nproxy_temp_path " << folder
        << "/b;\nfastcgi_temp_path " << folder << "/c;\nuwsgi_temp_path " << folder
        << "/d;\nscgi_temp_path " << folder << "/e;\n"
        << "ssl_certificate " << folder << "/cert.pem;\nssl_certificate_key " << folder
        << "/key.pem;\nserver {\nlisten 127.0.0.1:" << kNginxPort
        << ";\nlisten 127.0.0.1:" << kNginxTlsPort
        << " ssl;\nlocation / { default_type application/json; return 200 \""
        << std::string(kBodyBytes, 'x') << "\"; }\n}\n}\n";
}

std::string writePostScript(const std::string& folder) {
    const std::string path = folder + "/post.lua";
    std::ofstream(path)
        << "wrk.method = 'POST'\nwrk.body = '{\"device_id\":\"bench\",\"value\":21.5}'\n"
           "wrk.headers['Content-Type'] = 'application/json'\n";
    return path;
}

void compare(const std::string& what, const Load& ours, const Load& nginx) {
    report((what + ", requests/s").c_str(), ours.requestsPerSecond, "1/s", "nginx",
           nginx.requestsPerSecond);
    report((what + ", p99").c_str(), ours.p99Ms, "ms", "nginx", nginx.p99Ms);
    if (ours.errors + nginx.errors > 0)
        std::printf("%-52s %12ld ours, %ld nginx\n", (what + ", ERRORS").c_str(), ours.errors,
                    nginx.errors);
}

std::string urlAt(int port, const char* scheme = "http") {
    return std::string(scheme) + "://127.0.0.1:" + std::to_string(port) + "/status";
}

/// The better of two runs of each server, in turn: a busy machine disturbs one and not both.
void compareInTurn(const std::string& what, const std::string& url, const std::string& nginxUrl,
                   int connections, int seconds, const std::string& script) {
    Load ours;
    Load nginx;
    const auto keepBetter = [](Load& best, const Load& next) {
        const long errors = best.errors + next.errors;
        if (next.requestsPerSecond > best.requestsPerSecond) best = next;
        best.errors = errors;
    };
    for (int i = 0; i < 2; ++i) {
        keepBetter(nginx, loadOf(nginxUrl, connections, seconds, script));
        keepBetter(ours, loadOf(url, connections, seconds, script));
    }
    compare(what + ", " + std::to_string(connections) + " connections", ours, nginx);
}

void measureConnections(const std::string& url, int seconds, const Child* server) {
    const double before = server != nullptr ? server->residentKb() : 0;
    for (const int connections : {10, 100, 200, 1000})
        compareInTurn("GET", url, urlAt(kNginxPort), connections, seconds, {});
    // What a thousand of them left behind; an allocator keeps it for the next ones.
    if (server != nullptr)
        report("memory a connection, of 1000", (server->residentKb() - before) / 1000, "kB");
}

void raiseDescriptorLimit() {
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

void runAll(int seconds, const std::string& given, const std::string& folder) {
    std::optional<Child> plain;
    std::optional<Child> tls;
    if (given.empty()) {
        plain.emplace([] { serveUntilKilled(kPlainPort, {}); });
        tls.emplace([&folder] { serveUntilKilled(kTlsPort, folder); });
    }
    const Child nginx(
        {"nginx", "-p", folder, "-c", folder + "/nginx.conf", "-e", folder + "/error.log"});
    const std::string url = given.empty() ? urlAt(kPlainPort) : given;
    if (!waitForPort(kNginxPort) ||
        (given.empty() && !(waitForPort(kPlainPort) && waitForPort(kTlsPort)))) {
        std::printf("SKIPPED: a server did not start\n");
        return;
    }
    measureConnections(url, seconds, plain ? &*plain : nullptr);
    compareInTurn("POST", url, urlAt(kNginxPort), 100, seconds, writePostScript(folder));
    std::printf("%-52s %12s requests/s, p95 1.72 ms at 100 connections; 38 %% errors at 200\n",
                "the first system of this kind reported", "3720");
    if (!tls) return;
    compareInTurn("GET in TLS", urlAt(kTlsPort, "https"), urlAt(kNginxTlsPort, "https"), 100,
                  seconds, {});
}

}  // namespace

int main(int argc, char** argv) {
    const int seconds = argc > 1 ? std::atoi(argv[1]) : 3;
    for (const char* tool : {"wrk", "nginx"}) {
        if (isInstalled(tool)) continue;
        std::printf("SKIPPED: %s is not installed (Debian: wrk, nginx-light)\n", tool);
        return 0;
    }
    std::signal(SIGPIPE, SIG_IGN);
    raiseDescriptorLimit();
    const std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("bench_rest_" + std::to_string(::getpid()));
    std::filesystem::create_directory(folder);
    writeNginxConfig(folder);
    const std::string name = folder;
    if (const auto made = makeCertificate(name + "/cert.pem", name + "/key.pem", {"localhost"});
        !made)
        std::printf("%s\n", made.error().detail.c_str());
    runAll(seconds, argc > 2 ? argv[2] : "", name);
    std::filesystem::remove_all(folder);
    return 0;
}
