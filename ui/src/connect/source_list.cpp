// SPDX-License-Identifier: GPL-3.0-or-later
#include "connect/source_list.h"

#include <algorithm>
#include <optional>

#include <QPainter>
#include <QStyledItemDelegate>

#include "panels/device_words.h"
#include "panels/row_painting.h"
#include "theme/icon_engine.h"
#include "theme/state_shape.h"
#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

enum SourceRole {
    KindRole = Qt::UserRole,
    PathRole,
    NameRole,
    DetailRole,
    TroubleRole,
    SourceStateRole
};

constexpr int kPortRowHeight = 40;

QString iconName(SourceList::Kind kind) {
    switch (kind) {
        case SourceList::Kind::Simulated: return QStringLiteral("wave");
        case SourceList::Kind::Replay: return QStringLiteral("replay");
        case SourceList::Kind::Tcp:
        case SourceList::Kind::Udp: return QStringLiteral("net");
        case SourceList::Kind::OtherPort: return QStringLiteral("edit");
        default: return QStringLiteral("serial");
    }
}

SourceList::Kind kindOf(const QModelIndex& index) {
    return static_cast<SourceList::Kind>(index.data(KindRole).toInt());
}

class SourceDelegate final : public QStyledItemDelegate {
public:
    SourceDelegate(const Theme& theme, QObject* parent)
        : QStyledItemDelegate(parent), m_theme(theme) {}

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&,
                                 const QModelIndex& index) const override {
        const int tiny = QFontMetrics(m_theme.tinyFont()).height();
        const int body = QFontMetrics(m_theme.bodyFont()).height();
        if (kindOf(index) == SourceList::Kind::Heading) return {0, tiny + 12};
        return {0, std::max(kPortRowHeight, body + tiny + 6)};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        painter->save();
        if (kindOf(index) == SourceList::Kind::Heading)
            paintHeading(*painter, option.rect, index.data().toString());
        else
            paintSource(*painter, option, index);
        painter->restore();
    }

private:
    void paintHeading(QPainter& painter, const QRect& rect, const QString& text) const {
        painter.setFont(semibold(m_theme.tinyFont()));
        painter.setPen(m_theme.colors().muted);
        paintElided(painter, rect.adjusted(kRowEdge, 6, -kRowEdge, 0), text, Qt::ElideRight);
    }

    void paintSource(QPainter& painter, const QStyleOptionViewItem& option,
                     const QModelIndex& index) const {
        const ThemeColors& c = m_theme.colors();
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        const bool hover = option.state.testFlag(QStyle::State_MouseOver);
        if (selected || hover) painter.fillRect(option.rect, selected ? c.selection : c.hover);
        const QColor text = selected ? c.selectionText : c.text;
        const QRect row = option.rect.adjusted(kRowEdge, 0, -kRowEdge, 0);
        paintIcon(painter, QRect(row.left(), row.center().y() - 7, 16, 16), iconName(kindOf(index)),
                  text);
        paintPortMark(painter, QRect(row.right() - 13, row.center().y() - 6, 14, 14), index);

        const QFontMetrics body(m_theme.bodyFont());
        const QFontMetrics tiny(m_theme.tinyFont());
        const int top = row.top() + (row.height() - body.height() - tiny.height()) / 2;
        const QRect title(row.left() + 24, top, row.width() - 44, body.height());
        painter.setFont(selected ? semibold(m_theme.bodyFont()) : m_theme.bodyFont());
        painter.setPen(text);
        paintElided(painter, title, index.data().toString(), Qt::ElideRight);
        painter.setFont(m_theme.tinyFont());
        painter.setPen(selected ? c.selectionText : c.muted);
        paintElided(painter, {title.left(), title.bottom() + 1, title.width(), tiny.height()},
                    index.data(DetailRole).toString(), Qt::ElideRight);
        if (option.state.testFlag(QStyle::State_HasFocus)) paintFocusRing(painter, option.rect, c);
    }

    void paintPortMark(QPainter& painter, const QRect& rect, const QModelIndex& index) const {
        const QVariant state = index.data(SourceStateRole);
        if (state.isValid())
            paintStateShape(painter, rect, static_cast<engine::DeviceState>(state.toInt()),
                            m_theme.colors());
        else if (index.data(TroubleRole).toBool())
            paintAlarmShape(painter, rect, AlarmLevel::Warning, m_theme.colors());
    }

    const Theme& m_theme;
};

QString shortPath(const engine::SerialPort& port) {
    const QString path = QString::fromStdString(port.path);
    const QString dev = QStringLiteral("/dev/");
    return path.startsWith(dev) ? path.mid(dev.size()) : path;
}

QString titleOf(const engine::SerialPort& port) {
    return port.description.empty() ? SourceList::tr("Serial port")
                                    : QString::fromStdString(port.description);
}

QString troubleWord(const engine::Error& error) {
    switch (error.code) {
        case engine::ErrorCode::PortBusy: return SourceList::tr("in use by another program");
        case engine::ErrorCode::PortForbidden: return SourceList::tr("not permitted");
        case engine::ErrorCode::PortAbsent: return SourceList::tr("gone");
        default: return SourceList::tr("cannot be opened");
    }
}

}  // namespace

const engine::DeviceSnapshot* deviceAtPort(const engine::Snapshot& snapshot,
                                           const engine::SerialPort& port) {
    for (const auto& device : snapshot.devices) {
        const auto* serial = std::get_if<engine::SerialSettings>(&device.settings.bus);
        if (!serial) continue;
        if (serial->path == port.path || (!port.byIdPath.empty() && serial->path == port.byIdPath))
            return &device;
    }
    return nullptr;
}

SourceList::SourceList(const Theme& theme, QWidget* parent) : QListWidget(parent) {
    setItemDelegate(new SourceDelegate(theme, this));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    setAccessibleName(tr("Sources"));
    viewport()->setAutoFillBackground(false);
    addHeading(tr("Serial ports"));
    addSource(count(), Kind::OtherPort, tr("Another port"), tr("type a path or a specification"));
    addHeading(tr("Network"));
    addSource(count(), Kind::Tcp, tr("TCP client"), tr("connects to a host and port"));
    addSource(count(), Kind::Udp, tr("UDP listener"), tr("hears datagrams on a port"));
    addHeading(tr("Without hardware"));
    addSource(count(), Kind::Simulated, tr("Simulated device"),
              tr("waves and noise to try things out"));
    addSource(count(), Kind::Replay, tr("Replay a capture"), tr("bytes from a file, at any speed"));
    connect(this, &QListWidget::currentRowChanged, this, &SourceList::chosen);
}

void SourceList::addHeading(const QString& text) {
    auto* item = new QListWidgetItem(text);
    item->setData(KindRole, static_cast<int>(Kind::Heading));
    item->setFlags(Qt::NoItemFlags);
    addItem(item);
}

QListWidgetItem* SourceList::addSource(int row, Kind kind, const QString& title,
                                       const QString& detail) {
    auto* item = new QListWidgetItem(title);
    item->setData(KindRole, static_cast<int>(kind));
    item->setData(DetailRole, detail);
    item->setData(Qt::AccessibleTextRole, title + QStringLiteral(", ") + detail);
    insertItem(row, item);
    return item;
}

int SourceList::portCount() const {
    int ports = 0;
    while (item(ports + 1)->data(KindRole).toInt() == static_cast<int>(Kind::Port))
        ++ports;
    return ports;
}

QListWidgetItem* SourceList::portItem(const std::string& path) const {
    for (int row = 1; row <= portCount(); ++row)
        if (item(row)->data(PathRole).toString().toStdString() == path) return item(row);
    return nullptr;
}

void SourceList::removeMissing(const std::vector<PortEntry>& ports) {
    for (int row = portCount(); row >= 1; --row) {
        const std::string path = item(row)->data(PathRole).toString().toStdString();
        const bool there = std::any_of(ports.begin(), ports.end(), [&](const PortEntry& entry) {
            return entry.port.path == path;
        });
        if (!there) delete takeItem(row);
    }
}

void SourceList::setPorts(const std::vector<PortEntry>& ports, const engine::Snapshot& devices) {
    removeMissing(ports);
    for (const auto& entry : ports) {
        const engine::SerialPort& port = entry.port;
        const auto* device = deviceAtPort(devices, port);
        QString detail = shortPath(port);
        if (device)
            detail = tr("%1 \u00b7 connected as %2").arg(detail, deviceName(*device));
        else if (entry.trouble)
            detail = tr("%1 \u00b7 %2").arg(detail, troubleWord(*entry.trouble));
        else if (!port.serialNumber.empty())
            detail = tr("%1 \u00b7 %2").arg(detail, QString::fromStdString(port.serialNumber));
        auto* item = portItem(port.path);
        if (!item) item = addSource(portCount() + 1, Kind::Port, titleOf(port), detail);
        item->setData(PathRole, QString::fromStdString(port.path));
        item->setData(NameRole, port.description.empty() ? shortPath(port) : titleOf(port));
        item->setData(DetailRole, detail);
        item->setData(TroubleRole, entry.trouble.has_value() && !device);
        item->setData(SourceStateRole,
                      device ? QVariant(static_cast<int>(device->state)) : QVariant());
        item->setData(Qt::AccessibleTextRole, item->text() + QStringLiteral(", ") + detail);
        const QString more = entry.trouble ? QString::fromStdString(entry.trouble->detail)
                                           : QString::fromStdString(port.byIdPath);
        item->setToolTip(more.isEmpty() ? detail : more);
    }
}

SourceList::Kind SourceList::kind() const {
    return currentItem() ? static_cast<Kind>(currentItem()->data(KindRole).toInt()) : Kind::Heading;
}

std::string SourceList::portPath() const {
    return kind() == Kind::Port ? currentItem()->data(PathRole).toString().toStdString()
                                : std::string();
}

QString SourceList::portName() const {
    return kind() == Kind::Port ? currentItem()->data(NameRole).toString() : QString();
}

void SourceList::choose(Kind kind) {
    for (int row = 0; row < count(); ++row) {
        if (item(row)->data(KindRole).toInt() != static_cast<int>(kind)) continue;
        setCurrentRow(row);
        return;
    }
}

}  // namespace telemetryhub::ui
