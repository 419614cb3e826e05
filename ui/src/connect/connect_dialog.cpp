// SPDX-License-Identifier: GPL-3.0-or-later
#include "connect/connect_dialog.h"

#include <algorithm>

#include <QApplication>
#include <QClipboard>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QRegularExpression>
#include <QToolButton>
#include <QVBoxLayout>

#include "connect/device_form.h"
#include "panels/device_words.h"
#include "panels/elided_label.h"
#include "telemetryhub/engine/config/device_spec.h"
#include "theme/state_shape.h"
#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

constexpr QSize kSize(860, 560);
constexpr int kLeftWidth = 288;
constexpr qsizetype kLongestName = 64;
constexpr qsizetype kLongestStem = 56;

using Kind = SourceList::Kind;

bool isName(const QString& text) {
    static const QRegularExpression kName(
        QStringLiteral("^[A-Za-z0-9_.:-]{1,%1}$").arg(kLongestName));
    return kName.match(text).hasMatch();
}

QWidget* hairline(Qt::Orientation direction, QWidget* parent) {
    auto* line = new QWidget(parent);
    line->setAutoFillBackground(true);
    line->setBackgroundRole(QPalette::Mid);
    if (direction == Qt::Horizontal)
        line->setFixedHeight(1);
    else
        line->setFixedWidth(1);
    return line;
}

/// A bar in the darker ground of titles and tool bars.
QWidget* bar(QWidget* parent) {
    auto* widget = new QWidget(parent);
    widget->setAutoFillBackground(true);
    widget->setBackgroundRole(QPalette::Shadow);
    return widget;
}

}  // namespace

ConnectDialog::ConnectDialog(engine::GatewayCore& gateway, const Theme& theme, QWidget* parent,
                             PortScanner::Scan scan)
    : QDialog(parent),
      m_gateway(gateway),
      m_theme(theme),
      m_sources(new SourceList(theme, this)),
      m_form(new DeviceForm(theme, this)),
      m_portCount(new QLabel(this)),
      m_hint(new QLabel(this)),
      m_problemShape(new QLabel(this)),
      m_problem(new QLabel(this)),
      m_spec(new ElidedLabel(this)),
      m_scanner(new PortScanner(std::move(scan), this)) {
    setWindowTitle(tr("Connect a device"));
    resize(kSize);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(makeLeft());
    middle->addWidget(hairline(Qt::Vertical, this));
    middle->addWidget(makeRight(), 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(middle, 1);
    layout->addWidget(hairline(Qt::Horizontal, this));
    layout->addWidget(makeFoot());
    connect(m_scanner, &PortScanner::scanned, this, &ConnectDialog::takeScan);
    connect(m_sources, &SourceList::chosen, this, &ConnectDialog::chooseSource);
    connect(m_form, &DeviceForm::changed, this, [this] {
        m_refusal.clear();
        check();
    });
    connect(&theme, &Theme::changed, this, &ConnectDialog::applyTheme);
    applyTheme();
    m_sources->choose(Kind::Simulated);
}

QWidget* ConnectDialog::makeLeft() {
    auto* left = new QWidget(this);
    left->setFixedWidth(kLeftWidth);
    auto* layout = new QVBoxLayout(left);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->addWidget(m_sources, 1);
    m_portCount->setContentsMargins(12, 0, 12, 8);
    m_portCount->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(m_portCount);
    return left;
}

QWidget* ConnectDialog::makeRight() {
    auto* right = new QWidget(this);
    for (auto* label : {m_hint, m_problem}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    m_problem->setAccessibleName(tr("What is wrong"));
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    auto* problem = new QHBoxLayout;
    problem->setSpacing(8);
    problem->addWidget(m_problemShape, 0, Qt::AlignTop);
    problem->addWidget(m_problem, 1);
    auto* layout = new QVBoxLayout(right);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(16);
    layout->addWidget(m_form);
    layout->addLayout(problem);
    layout->addStretch(1);
    layout->addWidget(m_hint);
    return right;
}

QWidget* ConnectDialog::makeFoot() {
    auto* foot = bar(this);
    m_spec->setForegroundRole(QPalette::PlaceholderText);
    m_spec->setAccessibleName(tr("Specification of the device"));
    auto* copy = new QToolButton(foot);
    copy->setIcon(m_theme.icon(QStringLiteral("copy")));
    copy->setToolTip(tr("Copy the specification; it is the same on the command line"));
    copy->setAccessibleName(tr("Copy the specification"));
    copy->setAutoRaise(true);
    connect(copy, &QToolButton::clicked, this,
            [this] { QApplication::clipboard()->setText(specification()); });
    auto* cancel = new QPushButton(tr("Cancel"), foot);
    m_add = new QPushButton(tr("&Add, do not start"), foot);
    m_connect = new QPushButton(tr("&Connect"), foot);
    for (auto* button : {cancel, m_add, m_connect}) {
        button->setAutoDefault(false);
        button->setAccessibleName(button->text().remove(QLatin1Char('&')));
    }
    m_connect->setDefault(true);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_add, &QPushButton::clicked, this, &ConnectDialog::add);
    connect(m_connect, &QPushButton::clicked, this, &ConnectDialog::addAndStart);
    auto* layout = new QHBoxLayout(foot);
    layout->setContentsMargins(16, 14, 16, 14);
    layout->setSpacing(8);
    layout->addWidget(m_spec, 1);
    layout->addWidget(copy);
    for (auto* button : {cancel, m_add, m_connect})
        layout->addWidget(button);
    return foot;
}

void ConnectDialog::applyTheme() {
    m_spec->setFont(m_theme.fixedFont());
    m_portCount->setFont(m_theme.tinyFont());
    m_hint->setFont(m_theme.smallFont());
    check();
}

void ConnectDialog::takeScan(const PortScan& scan) {
    m_lastScan = scan;
    m_sources->setPorts(scan.ports, *m_gateway.snapshot());
    const auto ports = scan.ports.size();
    m_portCount->setText(ports == 1 ? tr("1 port; the list refreshes by itself")
                                    : tr("%1 ports; the list refreshes by itself").arg(ports));
    check();
}

void ConnectDialog::chooseSource() {
    const Kind kind = m_sources->kind();
    if (kind == Kind::Heading) return;
    m_form->setKind(kind);
    switch (kind) {
        case Kind::Port:
            m_form->setPort(QString::fromStdString(m_sources->portPath()));
            m_form->suggestName(freeName(m_sources->portName()));
            break;
        case Kind::OtherPort: m_form->suggestName(freeName(tr("Serial port"))); break;
        case Kind::Tcp: m_form->suggestName(freeName(QStringLiteral("tcp"))); break;
        case Kind::Udp: m_form->suggestName(freeName(QStringLiteral("udp"))); break;
        case Kind::Replay: m_form->suggestName(freeName(tr("Replay"))); break;
        default: m_form->suggestName(freeName(QStringLiteral("demo")));
    }
    m_hint->setText(hintText());
    check();
}

QString ConnectDialog::hintText() const {
    switch (m_sources->kind()) {
        case Kind::Simulated:
            return tr("Needs no hardware. Its values go the same way as those of a real device.");
        case Kind::Tcp:
            return tr(
                "For a serial device server or any program that sends lines. A connection that "
                "ends or is refused is tried again, for ever.");
        case Kind::Udp:
            return tr(
                "Whoever reaches the port can send. Listen at 127.0.0.1 to hear this machine "
                "alone. A sender cannot be held back: what comes too fast is lost uncounted.");
        case Kind::OtherPort:
            return tr(
                "A path, or a specification as on the command line, such as tcp:HOST:PORT, "
                "udp:PORT or serial:/dev/ttyUSB0?baud=9600.");
        case Kind::Replay:
            return tr(
                "Plays the bytes of a file as if a device sent them. Nothing is lost: a "
                "replay waits when the queue is full.");
        default:
            return tr(
                "Opening a port raises DTR and RTS: an Arduino restarts, and its first "
                "bytes may be unreadable. An unplugged device is found again by itself.");
    }
}

QString ConnectDialog::freeName(const QString& wish) const {
    const auto snapshot = m_gateway.snapshot();
    const auto taken = [&](const QString& name) {
        return std::any_of(snapshot->devices.begin(), snapshot->devices.end(),
                           [&](const auto& device) { return deviceName(device) == name; });
    };
    // A name is also the id in files and on the command line, which knows no spaces.
    static const QRegularExpression kForeign(QStringLiteral("[^A-Za-z0-9_.:-]+"));
    QString stem = QString(wish).replace(kForeign, QStringLiteral("-")).left(kLongestStem);
    while (stem.endsWith(QLatin1Char('-')))
        stem.chop(1);
    if (stem.isEmpty()) stem = QStringLiteral("device");
    QString name = stem;
    for (int number = 2; taken(name); ++number)
        name = QStringLiteral("%1-%2").arg(stem).arg(number);
    return name;
}

void ConnectDialog::check() {
    const engine::DeviceSettings settings = m_form->settings();
    const auto* serial = std::get_if<engine::SerialSettings>(&settings.bus);
    m_scanner->ask(serial ? serial->path : std::string());
    m_spec->setText(specification());
    const Finding finding = findProblem(settings);
    const AlarmLevel level = finding.blocks ? AlarmLevel::Critical : AlarmLevel::Warning;
    m_problemShape->setPixmap(
        finding.text.isEmpty()
            ? QPixmap()
            : alarmShapePixmap(level, 16, devicePixelRatioF(), m_theme.colors()));
    m_problem->setText(finding.text);
    m_problemShape->setVisible(!finding.text.isEmpty());
    m_problem->setVisible(!finding.text.isEmpty());
    m_add->setEnabled(!finding.blocks);
    m_connect->setEnabled(!finding.blocks);
    m_connect->setText(finding.text.isEmpty() || finding.blocks ? tr("&Connect")
                                                                : tr("&Connect anyway"));
}

ConnectDialog::Finding ConnectDialog::findProblem(const engine::DeviceSettings& settings) const {
    if (!m_refusal.empty()) return {QString::fromStdString(m_refusal), true};
    if (settings.id.empty()) return {tr("Give the device a name."), true};
    if (!isName(QString::fromStdString(settings.id)))
        return {
            tr("A name has up to %1 letters, digits, and _ . : - but no spaces.").arg(kLongestName),
            true};
    const auto snapshot = m_gateway.snapshot();
    for (const auto& device : snapshot->devices)
        if (device.settings.id == settings.id)
            return {tr("There is a device of this name already. Choose another name."), true};
    if (const QString wrong = m_form->profileProblem(); !wrong.isEmpty()) return {wrong, true};
    if (Finding finding = findBusProblem(settings); !finding.text.isEmpty()) return finding;
    const auto parsed = engine::parseDeviceSpec(engine::deviceSpec(settings));
    if (!parsed) return {QString::fromStdString(parsed.error().detail), true};
    return {};
}

ConnectDialog::Finding ConnectDialog::findBusProblem(const engine::DeviceSettings& settings) const {
    if (const auto typed = m_form->typedSpecification(); typed && !*typed)
        return {QString::fromStdString(typed->error().detail), true};
    if (const auto* serial = std::get_if<engine::SerialSettings>(&settings.bus))
        return findPortProblem(*serial);
    if (const auto* replay = std::get_if<engine::ReplaySettings>(&settings.bus)) {
        if (replay->path.empty()) return {tr("Choose the file to replay."), true};
        const QFileInfo file(QString::fromStdString(replay->path));
        if (!file.isFile()) return {tr("There is no file %1.").arg(file.filePath()), true};
        if (!file.isReadable()) return {tr("You may not read %1.").arg(file.filePath()), true};
    }
    return findNetworkProblem(settings);
}

ConnectDialog::Finding ConnectDialog::findNetworkProblem(
    const engine::DeviceSettings& settings) const {
    const auto* udp = std::get_if<engine::UdpSettings>(&settings.bus);
    if (const auto* tcp = std::get_if<engine::TcpSettings>(&settings.bus)) {
        if (tcp->host.empty()) return {tr("Type the host to connect to."), true};
        if (tcp->port == 0) return {tr("Type the port of the host, 1 to 65535."), true};
    }
    if (!udp) return {};
    if (udp->port == 0) return {tr("Type the port to listen on, 1 to 65535."), true};
    const auto snapshot = m_gateway.snapshot();
    for (const auto& device : snapshot->devices) {
        const auto* other = std::get_if<engine::UdpSettings>(&device.settings.bus);
        if (other && other->port == udp->port && other->address == udp->address)
            return {
                tr("%1 listens on this port already. Choose another one.").arg(deviceName(device)),
                true};
    }
    return {};
}

ConnectDialog::Finding ConnectDialog::findPortProblem(const engine::SerialSettings& serial) const {
    if (serial.path.empty()) return {tr("Choose a port or type its path."), true};
    engine::SerialPort port;
    port.path = serial.path;
    std::optional<engine::Error> trouble;
    for (const auto& entry : m_lastScan.ports) {
        if (entry.port.path != serial.path && entry.port.byIdPath != serial.path) continue;
        port = entry.port;
        trouble = entry.trouble;
    }
    if (!trouble && m_lastScan.asked && m_lastScan.asked->port.path == serial.path)
        trouble = m_lastScan.asked->trouble;
    const auto snapshot = m_gateway.snapshot();
    if (const auto* device = deviceAtPort(*snapshot, port))
        return {tr("%1 is connected as %2 already. Choose another port.")
                    .arg(QString::fromStdString(serial.path), deviceName(*device)),
                true};
    // The port may be free by the time it is opened, and then the device measures by itself.
    if (trouble) return {QString::fromStdString(trouble->detail), false};
    return {};
}

bool ConnectDialog::addDevice(bool starts) {
    const auto added = m_gateway.addDevice(m_form->settings());
    if (!added) {
        m_refusal = added.error().detail;
        check();
        return false;
    }
    if (starts) m_gateway.command(added.value(), engine::DeviceCommand::Start);
    return true;
}

void ConnectDialog::add() {
    if (canAdd() && addDevice(false)) accept();
}

void ConnectDialog::addAndStart() {
    if (canAdd() && addDevice(true)) accept();
}

QString ConnectDialog::specification() const {
    return QString::fromStdString(engine::deviceSpec(m_form->settings()));
}

QString ConnectDialog::problem() const {
    return m_problem->text();
}

bool ConnectDialog::canAdd() const {
    return m_add->isEnabled();
}

}  // namespace telemetryhub::ui
