// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/channel_chooser.h"

#include <algorithm>

#include <QCoreApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QVBoxLayout>

#include "chart/channel_chooser_model.h"
#include "theme/numbers.h"
#include "theme/theme.h"

namespace telemetryhub::ui {

namespace {

constexpr int kChooserRow = 24;
constexpr int kCheckSize = 16;
constexpr int kPad = 12;
constexpr int kSwatch = 12;

/// A row: check mark, swatch, name, unit; or the name of a device.
class ChooserDelegate final : public QStyledItemDelegate {
public:
    ChooserDelegate(const Theme& theme, QObject* parent)
        : QStyledItemDelegate(parent), m_theme(theme) {}

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& /*option*/,
                                 const QModelIndex& /*index*/) const override {
        return {100, kChooserRow};
    }

    // A click anywhere in the row toggles it; the check mark alone would do it twice.
    bool editorEvent(QEvent* /*event*/, QAbstractItemModel* /*model*/,
                     const QStyleOptionViewItem& /*option*/,
                     const QModelIndex& /*index*/) override {
        return false;
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const auto* model = static_cast<const ChannelChooserModel*>(index.model());
        const ChartChannel* channel = model->channelAt(index.row());
        painter->save();
        if (channel)
            paintChannel(*painter, option, index, *channel);
        else
            paintDevice(*painter, option, index.data().toString());
        painter->restore();
    }

private:
    void paintDevice(QPainter& painter, const QStyleOptionViewItem& option,
                     const QString& name) const {
        QFont font = m_theme.smallFont();
        font.setWeight(QFont::DemiBold);
        painter.setFont(font);
        painter.setPen(m_theme.colors().muted);
        const QRect box = option.rect.adjusted(kPad, 0, -kPad, 0);
        painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft,
                         QFontMetrics(font).elidedText(name, Qt::ElideRight, box.width()));
    }

    void paintChannel(QPainter& painter, const QStyleOptionViewItem& option,
                      const QModelIndex& index, const ChartChannel& channel) const {
        const ThemeColors& colors = m_theme.colors();
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        if (selected)
            painter.fillRect(option.rect, colors.selection);
        else if (option.state.testFlag(QStyle::State_MouseOver))
            painter.fillRect(option.rect, colors.hover);
        QStyleOptionButton check;
        check.rect = QRect(option.rect.left() + kPad, option.rect.center().y() - kCheckSize / 2 + 1,
                           kCheckSize, kCheckSize);
        check.palette = option.palette;
        check.state = QStyle::State_Enabled;
        check.state |= index.data(Qt::CheckStateRole).toInt() == Qt::Checked ? QStyle::State_On
                                                                             : QStyle::State_Off;
        option.widget->style()->drawPrimitive(QStyle::PE_IndicatorCheckBox, &check, &painter,
                                              option.widget);
        int x = check.rect.right() + 8;
        painter.fillRect(QRect(x, option.rect.center().y(), kSwatch, 3),
                         m_theme.channelColor(channel.slot, channel.colour));
        x += kSwatch + 8;
        painter.setFont(m_theme.bodyFont());
        const QFontMetrics metrics(painter.font());
        const int unit = metrics.horizontalAdvance(channel.unit);
        QRect box(x, option.rect.top(), option.rect.right() - kPad - unit - 8 - x, kChooserRow);
        painter.setPen(selected ? colors.selectionText : colors.text);
        painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft,
                         metrics.elidedText(channel.name, Qt::ElideRight, box.width()));
        painter.setPen(selected ? colors.selectionText : colors.muted);
        box = QRect(option.rect.right() - kPad - unit, option.rect.top(), unit + 1, kChooserRow);
        painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft, channel.unit);
    }

    const Theme& m_theme;
};

}  // namespace

ChannelChooser::ChannelChooser(const ChannelCatalog& catalog, PanelChannels& channels,
                               const Theme& theme, QWidget* parent)
    : QFrame(parent),
      m_model(new ChannelChooserModel(catalog, channels, this)),
      m_filter(new QLineEdit(this)),
      m_list(new QListView(this)),
      m_note(new QLabel(this)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setAccessibleName(tr("Channels of this panel"));
    m_filter->setPlaceholderText(tr("Filter by channel, device, unit"));
    m_filter->setAccessibleName(tr("Filter channels"));
    m_filter->setToolTip(tr("Up and Down choose, Enter shows or hides, Esc closes"));
    m_filter->setClearButtonEnabled(true);
    m_filter->installEventFilter(this);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new ChooserDelegate(theme, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setAccessibleName(tr("Channels"));
    m_list->installEventFilter(this);
    m_list->viewport()->setAutoFillBackground(false);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_note->setWordWrap(true);
    m_note->setContentsMargins(8, 0, 8, 0);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(4, 8, 4, 8);
    column->setSpacing(4);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(4, 0, 4, 0);
    auto* close = new QToolButton(this);
    close->setIcon(theme.icon(QStringLiteral("close")));
    close->setAutoRaise(true);
    close->setToolTip(tr("Close (Esc)"));
    close->setAccessibleName(tr("Close the list of channels"));
    connect(close, &QToolButton::clicked, this, &QWidget::close);
    row->addWidget(m_filter, 1);
    row->addWidget(close);
    column->addLayout(row);
    column->addWidget(m_list, 1);
    column->addWidget(m_note);
    connect(m_filter, &QLineEdit::textChanged, this, &ChannelChooser::setFilter);
    connect(m_list, &QListView::clicked, this,
            [this](const QModelIndex& index) { m_model->toggle(index.row()); });
    connect(m_model, &QAbstractItemModel::modelReset, this, &ChannelChooser::updateNote);
    connect(&channels, &PanelChannels::changed, this, &ChannelChooser::updateNote);
    m_note->setFont(theme.smallFont());
    selectFirst();
    updateNote();
}

void ChannelChooser::focusFilter() {
    m_filter->setFocus(Qt::ShortcutFocusReason);
}

void ChannelChooser::setFilter(const QString& filter) {
    m_model->setFilter(filter);
    selectFirst();
}

void ChannelChooser::selectFirst() {
    for (int row = 0; row < std::min(m_model->rowCount(), 2); ++row) {
        if (!m_model->channelAt(row)) continue;
        m_list->setCurrentIndex(m_model->index(row));
        return;
    }
}

void ChannelChooser::updateNote() {
    const auto count = static_cast<int>(m_model->channelCount());
    if (count == 0)
        m_note->setText(m_filter->text().isEmpty()
                            ? tr("No channel yet. Channels appear when a device measures.")
                            : tr("No channel fits “%1”.").arg(m_filter->text()));
    else
        m_note->setText(tr("%n channels. Enter shows or hides, Esc closes.", nullptr, count));
}

void ChannelChooser::closeEvent(QCloseEvent* event) {
    QFrame::closeEvent(event);
    emit closed();
}

// The keyboard works the list while the filter has the focus.
bool ChannelChooser::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress) return QFrame::eventFilter(watched, event);
    auto* key = static_cast<QKeyEvent*>(event);
    switch (key->key()) {
        case Qt::Key_Escape: close(); return true;
        case Qt::Key_Space:
            if (watched == m_filter) return false;
            [[fallthrough]];
        case Qt::Key_Return:
        case Qt::Key_Enter: m_model->toggle(m_list->currentIndex().row()); return true;
        case Qt::Key_Up:
        case Qt::Key_Down:
        case Qt::Key_PageUp:
        case Qt::Key_PageDown:
            if (watched == m_list) return false;
            QCoreApplication::sendEvent(m_list, event);
            return true;
        default: return false;
    }
}

}  // namespace telemetryhub::ui
