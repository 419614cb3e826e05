// SPDX-License-Identifier: GPL-3.0-or-later
// The program's listener, with a device that measures, against nginx, which answers with a body of
// the same size: both on loopback, each with one thread, loaded in turn by wrk in one run. Beside
// it the HTTP server alone, with a body that is always there.
//
// bench_rest [seconds]: 3 seconds a figure by default, and ten times that beside slow clients.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <thread>

#include <sys/resource.h>
#include <unistd.h>

#include "bench/bench_report.h"
#include "child.h"
#include "load.h"
#include "serve/http_server.h"
#include "serve/rest_thread.h"
#include "slow_clients.h"
#include "telemetryhub/engine/serve/certificate.h"

using namespace telemetryhub::engine;
using namespace telemetryhub::bench;

namespace {

constexpr int kPlainPort = 43180;
constexpr int kTlsPort = 43181;
constexpr int kNginxPort = 43182;
constexpr int kNginxTlsPort = 43183;
constexpr int kProgramPort = 43184;
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

void writeNginxConfig(const std::string& folder, std::size_t statusBytes) {
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
        << " ssl;\ndefault_type application/json;\nlocation / { return 200 \""
        << std::string(kBodyBytes, 'x') << "\"; }\nlocation /status { return 200 \""
        << std::string(statusBytes, 'x') << "\"; }\nlocation /telemetry { return 200 \""
        << R"({\"ok\":true,\"accepted\":1})"
        << "\"; }\n}\n}\n";
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

std::string urlAt(int port, const char* path = "/", const char* scheme = "http") {
    return std::string(scheme) + "://127.0.0.1:" + std::to_string(port) + path;
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

void measureConnections(const char* what, int port, const char* path, int seconds,
                        const Child& server) {
    const double before = server.residentKb();
    for (const int connections : {10, 100, 200, 1000})
        compareInTurn(what, urlAt(port, path), urlAt(kNginxPort, path), connections, seconds, {});
    // What a thousand of them left behind; an allocator keeps it for the next ones.
    report("memory a connection, of 1000", (server.residentKb() - before) / 1000, "kB");
}

/// Of a program while a thousand clients are as slow as they can be, and of its memory behind them.
void measureSlowClients(const Child& program, int seconds) {
    constexpr std::size_t kSlowClients = 1000;
    const double before = program.residentKb();
    ProbeFigures health;
    ProbeFigures ingest;
    {
        const SlowClients slow(kProgramPort, kSlowClients);
        const std::jthread push([&ingest, seconds] {
            ingest = probe(kProgramPort,
                           "POST /telemetry HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: "
                           "application/json\r\nContent-Length: 33\r\n\r\n"
                           R"({"device_id":"bench","value":1.5})",
                           seconds);
        });
        health = probe(kProgramPort, "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", seconds);
    }
    report("GET /health beside 1000 slow clients, p95", health.p95Ms, "ms");
    report("the same, worst", health.worstMs, "ms");
    report("POST /telemetry beside them, p95", ingest.p95Ms, "ms");
    std::printf("%-52s %12ld of %ld\n", "requests that failed", health.failed + ingest.failed,
                health.asked + ingest.asked);
    std::this_thread::sleep_for(std::chrono::seconds(3));
    report("memory that they left behind", program.residentKb() - before, "kB");
}

void raiseDescriptorLimit() {
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

Child startedProgram(const std::string& folder) {
    return Child({TH_PROGRAM, "--no-gui", "--device", "sim:demo?rate=1000&channels=4", "--device",
                  "push:bench", "--listen", "127.0.0.1:" + std::to_string(kProgramPort),
                  "--listen-connections", std::to_string(kMaxConnections), "--data-dir", folder});
}

void runAll(int seconds, const std::string& folder) {
    const Child plain([] { serveUntilKilled(kPlainPort, {}); });
    const Child tls([&folder] { serveUntilKilled(kTlsPort, folder); });
    const Child program = startedProgram(folder);
    bool isUp = waitForPort(kPlainPort) && waitForPort(kTlsPort) && waitForPort(kProgramPort);
    writeNginxConfig(folder, bodyBytes(kProgramPort, "/status"));
    const Child nginx(
        {"nginx", "-p", folder, "-c", folder + "/nginx.conf", "-e", folder + "/error.log"});
    isUp = isUp && waitForPort(kNginxPort);
    if (!isUp) {
        std::printf("SKIPPED: a server did not start\n");
        return;
    }
    measureConnections("GET /status", kProgramPort, "/status", seconds, program);
    compareInTurn("POST /telemetry", urlAt(kProgramPort, "/telemetry"),
                  urlAt(kNginxPort, "/telemetry"), 100, seconds, writePostScript(folder));
    std::printf("%-52s %12s requests/s, p95 1.72 ms at 100 connections; 38 %% errors at 200\n",
                "the first system of this kind reported", "3720");
    measureSlowClients(program, 10 * seconds);
    measureConnections("server alone, GET", kPlainPort, "/", seconds, plain);
    compareInTurn("server alone, GET in TLS", urlAt(kTlsPort, "/", "https"),
                  urlAt(kNginxTlsPort, "/", "https"), 100, seconds, {});
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
    const std::string name = folder;
    if (const auto made = makeCertificate(name + "/cert.pem", name + "/key.pem", {"localhost"});
        !made)
        std::printf("%s\n", made.error().detail.c_str());
    runAll(seconds, name);
    std::filesystem::remove_all(folder);
    return 0;
}
